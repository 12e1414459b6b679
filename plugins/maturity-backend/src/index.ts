// SPDX-License-Identifier: Apache-2.0
/**
 * Scores every catalog entity on delivery maturity from measured delivery data.
 *
 * @packageDocumentation
 */
export { maturityPlugin as default } from './plugin';
