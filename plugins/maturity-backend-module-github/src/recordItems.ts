// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectedItem } from '@delivery-maturity/backstage-plugin-maturity-node';
import { ChangeFields } from './changes';
import { READ_OBSERVATION } from './deployments';
import type { ReadDeployments } from './readDeployments';
import { Job } from './Session';
import { ownersOf } from './targets';

/** A deployment as an item for each entity that owns its environment. @internal */
export function toItems(job: Job, deployment: Deployment): CollectedItem[] {
  return ownersOf(job.target.entities, deployment.environment).map(
    ({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: { type: 'deployment', record: { ...deployment, entityRef } },
    }),
  );
}

/**
 * The deployments that were read with their changes. Of those that an earlier part of a long first read has handed
 * over already only the changes are said: observations of one deployment are merged.
 *
 * @internal
 */
export function* deploymentItems(
  job: Job,
  read: ReadDeployments,
  changes: Map<string, ChangeFields>,
): Iterable<CollectedItem> {
  const whole = new Set(read.records.map(({ id }) => id));
  for (const record of read.records) {
    yield* toItems(job, { ...record, ...changes.get(record.id) });
  }
  for (const deployed of read.known) {
    const fields = changes.get(deployed.id);
    if (fields && !whole.has(deployed.id)) {
      yield* toItems(job, {
        source: job.target.host,
        id: deployed.id,
        observedAt: deployed.observedAt,
        observation: READ_OBSERVATION,
        environment: deployed.environment,
        ...fields,
      });
    }
  }
}
