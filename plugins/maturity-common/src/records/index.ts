// SPDX-License-Identifier: Apache-2.0
export * from './schema';
export * from './notes';
export { CLOCK_SKEW_MS } from './settleTimes';
export { latestInstant } from './latestInstant';
export * from './stampedRecord';
export * from './mergeRecords';
export * from './environments';
export * from './tierOfWords';
export * from './resolveTier';
export * from './parseRecord';
export * from './safeUrl';
export * from './adviceForReach';
export * from './bringsOnlyHotfixes';
export * from './configuredSources';
export * from './provenReach';
export * from './reach';
