// SPDX-License-Identifier: Apache-2.0
export * from './useAsyncData';
export * from './useFormat';
export * from './useMaturityTranslation';
export * from './useModel';
export * from './useEntityScorecard';
export * from './useMaturityPath';
export * from './useEntityHistory';
export * from './useEntityTasks';
export * from './useEvaluateNow';
export * from './useUrlParam';
