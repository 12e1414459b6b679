// SPDX-License-Identifier: Apache-2.0
/**
 * Reads delivery records from the Backstage Scaffolder for the delivery-maturity backend.
 *
 * @packageDocumentation
 */
export { maturityModuleScaffolder as default } from './module';
