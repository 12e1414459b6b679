// SPDX-License-Identifier: Apache-2.0
export * from './benchmarks';
export * from './defaultModel';
export * from './modelSchema';
export {
  MODEL_CHANGES,
  marksOfModelChange,
  modelChangeOf,
  type ModelChange,
  type ModelChangeMark,
} from './modelVersion';
export * from './types';
export * from './validateModel';
