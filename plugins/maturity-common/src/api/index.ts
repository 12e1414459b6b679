// SPDX-License-Identifier: Apache-2.0
export * from './common';
export * from './contract';
export * from './ingest';
export * from './MaturityApi';
export * from './MaturityClient';
export * from './operations';
export * from './rollups';
export * from './scorecards';
export * from './tasks';
