// SPDX-License-Identifier: Apache-2.0
import { CollectedItem } from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { toProvisioning } from './provisioning';
import { pipelineRunSchema } from '../client/schema';
import { Job, readPart, Session } from '../Session';

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
  const [first] = await client.read(z.array(pipelineRunSchema), api =>
    api.Pipelines.all(project.id, {
      status: 'success',
      orderBy: 'id',
      sort: 'asc',
      perPage: 1,
      maxPages: 1,
    }),
  );
  if (!first) {
    return undefined;
  }
  // The list does not tell when a pipeline ended.
  const pipeline = await client.read(pipelineRunSchema, api =>
    api.Pipelines.show(project.id, first.id),
  );
  return pipeline.finished_at ?? pipeline.updated_at;
}
