// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery-maturity scorecards and remediation tasks inside the portal.
 *
 * @packageDocumentation
 */
export { maturityPlugin as default } from './plugin';
export { maturityApiRef } from './api';
export { maturityTranslationRef } from './translation';
