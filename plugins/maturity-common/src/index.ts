// SPDX-License-Identifier: Apache-2.0
/**
 * Vocabulary, pure scoring core, API contract and client of the delivery-maturity plugin suite.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './cdevents';
export * from './matching';
export * from './measures';
export * from './model';
export * from './permissions';
export * from './pipelines';
export { recognitionSchema } from './pipelines/stages/recognitionSchema';
export * from './records';
export * from './remediation';
export * from './scoring';
