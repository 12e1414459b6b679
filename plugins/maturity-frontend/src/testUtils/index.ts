// SPDX-License-Identifier: Apache-2.0
export * from './answers';
export * from './InMemoryMaturityApi';
export * from './InMemoryPageApi';
export * from './organization';
export * from './scorecard';
export * from './tasks';
