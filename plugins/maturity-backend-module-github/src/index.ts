// SPDX-License-Identifier: Apache-2.0
/**
 * Reads delivery records from GitHub for the delivery-maturity backend.
 *
 * @packageDocumentation
 */
export { maturityModuleGithub as default } from './module';
