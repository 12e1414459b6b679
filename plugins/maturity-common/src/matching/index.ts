// SPDX-License-Identifier: Apache-2.0
export { normalizeRepository, repositoryKey } from './normalizeRepository';
export {
  ANNOTATION_PATHS,
  ANNOTATION_SERVICE,
  ANNOTATION_SOURCE,
  entitySources,
} from './entitySources';
export type { EntitySources, ProviderHosts } from './entitySources';
export { createMatchIndex, MatchIndex } from './MatchIndex';
export type { MatchQuery, MatchResult } from './MatchIndex';
