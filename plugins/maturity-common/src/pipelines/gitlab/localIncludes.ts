// SPDX-License-Identifier: Apache-2.0
import { PipelineFile } from '../types';
import { Work } from '../Work';
import { isMap, parseYaml, YamlMap } from '../yaml';
import { readIncludes } from './includes';
import { matchesPath } from './matchesPath';

/** Inputs and variables, whose values only whoever reads all files together knows. */
const OPEN_PART = /\$\[\[[^\]]*\]\]|\$\{\w+\}|\$\w+/g;
const FILE_NAME = /\w\.ya?ml$|\*\.ya?ml$/;

/** The include lists of a file: its own, and those of the child pipelines that its jobs trigger. */
function includeLists(config: YamlMap): unknown[] {
  const triggered = Object.values(config).flatMap(job =>
    isMap(job) && isMap(job.trigger) ? [job.trigger.include] : [],
  );
  return [config.include, ...triggered];
}

/**
 * The files of the same repository that a GitLab pipeline file includes, or triggers as a child pipeline: paths, or
 * patterns with `*`, which also stands where an input or a variable decides. Whoever fetches files for `readPipelines`
 * fetches these too. A file that cannot be read includes nothing.
 *
 * @public
 */
export function localIncludes(file: PipelineFile): string[] {
  const parsed = parseYaml(file, { uniqueKeys: false });
  if ('problem' in parsed) {
    return [];
  }
  const paths = parsed.documents
    .flatMap(({ value }) => (isMap(value) ? includeLists(value) : []))
    .flatMap(list => readIncludes(list, ''))
    .flatMap(include => (include.kind === 'local' ? [include.path] : []))
    .map(path => path.replace(OPEN_PART, '*'));
  return [...new Set(paths)].filter(
    path => !path.includes('*') || FILE_NAME.test(path),
  );
}

/**
 * Whether a path is meant by one of `localIncludes`: `*` stays within a folder, `**` does not. Takes no longer for
 * patterns of many stars.
 *
 * @public
 */
export function includesPath(pattern: string, path: string): boolean {
  return matchesPath(pattern, path, new Work());
}
