// SPDX-License-Identifier: Apache-2.0
/**
 * Command-line client for the delivery-maturity backend.
 *
 * @packageDocumentation
 */
export { run } from './program';
