// SPDX-License-Identifier: Apache-2.0
import { DeploymentView, Release } from '../releases';
import {
  deploymentEvidence,
  freshestOf,
  newestFirst,
  withCountedWell,
} from './support/evidence';
import { measured, noSamples, untold } from './support/measurement';
import { findingsOf } from './support/pipelineFindings';
import { referencesOf } from './support/pipelineReferences';
import { viewOf } from './support/recordView';
import { EvidenceItem, Measure, MeasureInput, Measurement } from './types';

const meta: Measure['meta'] = {
  id: 'pipeline.golden-path-adoption',
  title: 'Golden-path adoption',
  description:
    'Production releases that ran through an approved golden path, divided by all production releases; those of a source that never tells the pipeline are left out. Where no pipeline is known: jobs that call an approved golden path divided by all jobs of the pipeline files, inferred.',
  unit: 'ratio',
  better: 'higher',
  minimumSamples: 1,
  source:
    'Harness 2026 (73 % without golden paths); definition is this project’s',
  needs: ['deployments', 'pipelines'],
  countsTime: false,
};

/** @public */
export const pipelineGoldenPathAdoption: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const approvedIds = new Set(input.templates.templates.map(({ id }) => id));
    // A source that tells pipelines, and none of this deployment, says that it bypassed them all.
    const telling = new Set(
      view.production.flatMap(({ parts }) =>
        parts.flatMap(({ deployment: { pipeline, source } }) =>
          pipeline?.path || pipeline?.template ? [source] : [],
        ),
      ),
    );
    const tells = ({ deployment }: DeploymentView) =>
      telling.has(deployment.source);
    const known = view.production.filter(({ parts }) => parts.some(tells));
    if (known.length === 0) {
      return adoptionByJobs(input);
    }
    const isStray = ({ parts }: Release) =>
      parts.some(part => {
        const id = part.deployment.pipeline?.template?.id;
        return tells(part) && (id === undefined || !approvedIds.has(id));
      });
    const strays = known.filter(isStray);
    return measured(meta, {
      value: (known.length - strays.length) / known.length,
      n: known.length,
      freshest: freshestOf(known),
      evidence: withCountedWell(
        input,
        newestFirst(input, strays).map(stray => throughPipeline(stray, 0)),
        () => known.filter(one => !isStray(one)),
        one => throughPipeline(one, 1),
      ),
    });
  },
};

function throughPipeline(release: Release, value: number): EvidenceItem {
  const { pipeline } = release.lead.deployment;
  return deploymentEvidence(release, value, {
    ...(pipeline?.path && { path: pipeline.path }),
    ...(pipeline?.template && { template: pipeline.template.id }),
  });
}

function adoptionByJobs(input: MeasureInput): Measurement {
  const view = viewOf(input);
  if (!view.pipelinesKnown) {
    return untold('pipelines');
  }
  const { jobs } = referencesOf(input);
  if (jobs.length === 0) {
    return view.pipelines.length === 0
      ? // Read and found empty: nothing goes through the golden path.
        measured(meta, { value: 0, n: 1, basis: 'inferred', evidence: [] })
      : noSamples('The pipelines of this entity have no jobs.');
  }
  const strays = jobs.filter(({ approved }) => !approved);
  const { freshest, flags } = findingsOf(input);
  return measured(meta, {
    value: (jobs.length - strays.length) / jobs.length,
    n: jobs.length,
    basis: 'inferred',
    freshest,
    flags: [...flags],
    evidence: withCountedWell(
      input,
      strays.map(one => jobEvidence(one, 0)),
      () => jobs.filter(({ approved }) => approved),
      one => jobEvidence(one, 1),
    ),
  });
}

function jobEvidence(
  {
    pipeline,
    job,
  }: Pick<ReturnType<typeof referencesOf>['jobs'][number], 'pipeline' | 'job'>,
  value: number,
): EvidenceItem {
  return {
    kind: 'pipeline',
    source: pipeline.source,
    id: pipeline.id,
    label: `job ${job} in ${pipeline.path}`,
    value,
    at: pipeline.observedAt,
    details: { path: pipeline.path, job },
  };
}
