// SPDX-License-Identifier: Apache-2.0
import {
  Provisioning,
  resolveTier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectedItem } from '@delivery-maturity/backstage-plugin-maturity-node';
import { READ_OBSERVATION } from './deployments';
import { pipelineRunSchema } from './schema';
import { Job, Project, readPart, Session } from './Session';
import { Deployed, TargetState } from './state';
import { Target } from './targets';
import { z } from 'zod';

/** A project's creation as a request: the first thing that was seen of the service, not the request itself. @internal */
export function toProvisioning(
  target: Target,
  project: Project,
  state: Pick<TargetState, 'firstGreenBuildAt' | 'firstDeploymentAt'>,
): Provisioning {
  const { firstGreenBuildAt, firstDeploymentAt } = state;
  const { createdAt } = project;
  return {
    source: target.host,
    id: `repository/${project.id}`,
    observedAt: [
      createdAt,
      firstGreenBuildAt ?? createdAt,
      firstDeploymentAt ?? createdAt,
    ]
      .sort()
      .reverse()[0],
    observation: READ_OBSERVATION,
    repository: `${target.host}/${project.path}`.toLowerCase(),
    subject: 'service',
    requestedAt: createdAt,
    requestBasis: 'repository',
    repositoryAt: createdAt,
    ...(firstGreenBuildAt && { firstGreenBuildAt }),
    ...(firstDeploymentAt && { firstDeploymentAt }),
    url: project.url,
  };
}

/** Remembers the first succeeded production deployment among those that were read. @internal */
export function noteFirstDeployment(state: TargetState, deployed: Deployed[]) {
  const ends = deployed.flatMap(({ environment, tier, outcome, finishedAt }) =>
    outcome === 'succeeded' &&
    finishedAt &&
    resolveTier(environment, tier) === 'production'
      ? [finishedAt]
      : [],
  );
  const [first] = [
    ...ends,
    ...(state.firstDeploymentAt ? [state.firstDeploymentAt] : []),
  ].sort();
  state.firstDeploymentAt = first;
}

/** Provisioning of projects that were created in the time that is read; of older ones the beginning is unknown. @internal */
export async function* readProvisioning(
  session: Session,
  job: Job,
): AsyncIterable<CollectedItem> {
  const { project, state, target } = job;
  if (project.createdAt < session.since) {
    return;
  }
  if (!state.firstGreenBuildAt) {
    state.firstGreenBuildAt = await readPart(job, 'pipelines', () =>
      readFirstGreenBuild(session, job),
    );
  }
  const record = toProvisioning(target, project, state);
  for (const { entityRef } of target.entities) {
    yield {
      kind: 'record',
      entityRef,
      item: { type: 'provisioning', record: { ...record, entityRef } },
    };
  }
}

async function readFirstGreenBuild(
  { client }: Session,
  { project }: Job,
): Promise<string | undefined> {
  const [first] = await client.get(
    '/projects/:id/pipelines',
    {
      id: project.id,
      status: 'success',
      order_by: 'id',
      sort: 'asc',
      per_page: 1,
    },
    z.array(pipelineRunSchema),
  );
  if (!first) {
    return undefined;
  }
  // The list does not tell when a pipeline ended.
  const pipeline = await client.get(
    '/projects/:id/pipelines/:pipeline_id',
    { id: project.id, pipeline_id: first.id },
    pipelineRunSchema,
  );
  return pipeline.finished_at ?? pipeline.updated_at;
}
