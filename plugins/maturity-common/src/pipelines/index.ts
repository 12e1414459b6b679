// SPDX-License-Identifier: Apache-2.0
export * from './types';
export { readPipelines, isCommitTrigger } from './readPipelines';
export type { PipelineHeader, ReadPipelinesOptions } from './readPipelines';
export { includesPath, localIncludes } from './gitlab/localIncludes';
export { readTemplateFiles } from './templates/readTemplateFiles';
export { pathsOfCall } from './templates/findTemplate';
export { newestRelease } from './templates/newestRelease';
export { buildTemplate } from './templates/buildTemplate';
export type {
  BuildTemplateResult,
  TemplateDeclaration,
} from './templates/buildTemplate';
export { resolveReference } from './templates/resolveReference';
export { resolveStages } from './templates/resolveStages';
export type { ResolvedStages } from './templates/resolveStages';
export { DEFAULT_RECOGNITION, mergeRecognition } from './stages/recognition';
export type {
  Recognition,
  RecognizedAction,
  RecognizedAs,
  RecognizedCommand,
  RecognizedInclude,
  RecognizedName,
} from './stages/recognition';
export {
  deploymentsOfUnknownTier,
  gatesOnEveryWay,
  isHumanGate,
  waysToProduction,
} from './production';
export type {
  GateOnWay,
  GatesOnEveryWay,
  PlannedDeployments,
  ProductionOptions,
  WayToProduction,
} from './production';
