// SPDX-License-Identifier: Apache-2.0
export * from './benchmarks';
export * from './defaultModel';
export * from './modelSchema';
export * from './types';
export * from './validateModel';
