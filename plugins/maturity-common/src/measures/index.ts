// SPDX-License-Identifier: Apache-2.0
export * from './types';
export * from './measures';
export * from './factMeasure';
export * from './support/percentile';
export * from './support/intervals';
export * from './support/workingHours';
export * from './inventories';
export { STALE_AFTER } from './support/staleInventory';
