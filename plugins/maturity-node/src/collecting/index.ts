// SPDX-License-Identifier: Apache-2.0
export * from './CommitGraph';
export * from './concurrently';
export * from './environmentsPipeline';
export * from './groupBy';
export * from './hotfixMarks';
export * from './listPatterns';
export * from './liveDeployments';
export * from './matchesPattern';
export * from './ownPipelines';
export * from './previousDeployments';
export * from './readBudgetShare';
export * from './readCollectorOptions';
export * from './recognition';
export * from './rememberedState';
export * from './targets';
export * from './templateVersions';
export * from './timeline';
