// SPDX-License-Identifier: Apache-2.0
import { PipelineFile } from '../types';
import { isMap, parseYaml } from '../yaml';
import { readIncludes } from './includes';

/**
 * The files of the same repository that a GitLab pipeline file includes, as written: paths, or patterns with `*`.
 * Whoever fetches files for `readPipelines` fetches these too. A file that cannot be read includes nothing.
 *
 * @public
 */
export function localIncludes(file: PipelineFile): string[] {
  const parsed = parseYaml(file, { uniqueKeys: false });
  if ('problem' in parsed) {
    return [];
  }
  const paths = parsed.documents.flatMap(({ value }) =>
    isMap(value) ? readIncludes(value.include, '') : [],
  );
  return [
    ...new Set(
      paths.flatMap(include =>
        include.kind === 'local' ? [include.path] : [],
      ),
    ),
  ];
}
