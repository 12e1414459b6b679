// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { MAX_REF } from '../github/readUses';
import { asText, emptyMap, isMap, YamlMap } from '../yaml';
import { FileEntry } from './ConfigLoader';
import { readIncludes } from './includes';

/** What a job with `trigger` starts. @internal */
export interface TriggeredPipeline {
  /** Files of the same repository that make a child pipeline. */
  files: FileEntry[];
  /** Files of other repositories, and a pipeline of another project. */
  references: PipelineReference[];
  /** Whether the job, and with it what comes after, waits until it is done. */
  isWaitedFor: boolean;
  /** Whether the variables of the files go with it. */
  givesVariables: boolean;
  /** Whether what this pipeline was started with goes on. */
  handsOn: boolean;
}

/** Variables in inputs and paths are put in by the job that triggers. */
function insertAll(value: unknown, insert: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return insert(value);
  }
  if (!isMap(value)) {
    return value;
  }
  const result = emptyMap();
  for (const [key, item] of Object.entries(value)) {
    result[key] = insertAll(item, insert);
  }
  return result;
}

/**
 * Reads `trigger` in all of its spellings. Undefined where a job has none.
 *
 * @internal
 */
export function triggeredBy(
  job: YamlMap,
  host: string,
  insert: (text: string) => string,
): TriggeredPipeline | undefined {
  const { trigger } = job;
  const project = asText(isMap(trigger) ? trigger.project : trigger);
  if (!isMap(trigger) && !project) {
    return undefined;
  }
  const details = isMap(trigger) ? trigger : emptyMap();
  const forward = isMap(details.forward) ? details.forward : emptyMap();
  const result: TriggeredPipeline = {
    files: [],
    references: [],
    isWaitedFor: ['depend', 'mirror'].includes(asText(details.strategy) ?? ''),
    givesVariables: forward.yaml_variables !== false,
    handsOn: forward.pipeline_variables === true,
  };
  if (project) {
    const repository = `${host}/${insert(project).replace(/^\/+/, '')}`;
    const branch = asText(details.branch);
    result.references.push({
      target: repository,
      repository,
      ...(branch ? { ref: insert(branch).slice(0, MAX_REF) } : {}),
      refKind: 'branch',
    });
  }
  for (const include of readIncludes(details.include, host)) {
    if (include.kind === 'local') {
      result.files.push({
        pattern: insert(include.path),
        given: { inputs: insertAll(include.inputs, insert) },
      });
    } else {
      result.references.push(include.reference);
    }
  }
  return result;
}
