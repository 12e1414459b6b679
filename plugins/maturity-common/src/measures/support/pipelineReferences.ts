// SPDX-License-Identifier: Apache-2.0
import { resolveReference } from '../../pipelines';
import type { ResolvedReference } from '../../pipelines';
import { PipelineDefinition, PipelineReference } from '../../records';
import { MeasureInput } from '../types';
import { viewOf } from './recordView';

/** A call of an approved golden path. @internal */
export interface ApprovedReference {
  pipeline: PipelineDefinition;
  reference: PipelineReference;
  resolved: ResolvedReference;
}

/** How many jobs there are and which of them call an approved golden path. @internal */
export interface ReferenceFindings {
  approved: ApprovedReference[];
  jobs: { pipeline: PipelineDefinition; job: string; approved: boolean }[];
}

const findings = new WeakMap<MeasureInput, ReferenceFindings>();

/** @internal */
export function referencesOf(input: MeasureInput): ReferenceFindings {
  let result = findings.get(input);
  if (!result) {
    result = collectReferences(input);
    findings.set(input, result);
  }
  return result;
}

function collectReferences(input: MeasureInput): ReferenceFindings {
  const result: ReferenceFindings = { approved: [], jobs: [] };
  for (const pipeline of viewOf(input).pipelines) {
    const approvedJobs = new Set<string>();
    for (const reference of distinctReferences(pipeline)) {
      const resolved = resolveReference(reference, input.templates, input.now);
      if (!resolved) continue;
      result.approved.push({ pipeline, reference, resolved });
      if (reference.job !== undefined) {
        approvedJobs.add(reference.job);
      } else {
        // An include brings its jobs with it: it stands for one job more, which follows the golden path.
        result.jobs.push({
          pipeline,
          job: reference.target,
          approved: true,
        });
      }
    }
    for (const { id } of pipeline.jobs) {
      result.jobs.push({ pipeline, job: id, approved: approvedJobs.has(id) });
    }
  }
  return result;
}

/** A pipeline lists its references, and its jobs list theirs again. */
function distinctReferences(pipeline: PipelineDefinition): PipelineReference[] {
  const seen = new Map<string, PipelineReference>();
  const add = (reference: PipelineReference) => {
    const { job = '', target, ref = '' } = reference;
    const key = `${job} ${target} ${ref}`;
    if (!seen.has(key)) seen.set(key, reference);
  };
  for (const job of pipeline.jobs) {
    for (const call of job.calls) add({ ...call, job: job.id });
  }
  const called = new Set(
    [...seen.values()].map(({ target, ref = '' }) => `${target} ${ref}`),
  );
  for (const reference of pipeline.references) {
    const listedByJob = called.has(
      `${reference.target} ${reference.ref ?? ''}`,
    );
    if (reference.job !== undefined || !listedByJob) add(reference);
  }
  return [...seen.values()];
}
