// SPDX-License-Identifier: Apache-2.0
/**
 * Extension points and services for modules of the delivery-maturity backend.
 *
 * @packageDocumentation
 */
export * from './collecting';
export * from './collectorsExtensionPoint';
export * from './DeliveryCollector';
export * from './http';
export * from './maturityServiceRef';
export * from './repositories';
export type { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-common';
