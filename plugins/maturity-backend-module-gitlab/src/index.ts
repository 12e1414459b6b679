// SPDX-License-Identifier: Apache-2.0
/**
 * Reads delivery records from GitLab for the delivery-maturity backend.
 *
 * @packageDocumentation
 */
export { maturityModuleGitlab as default } from './module';
