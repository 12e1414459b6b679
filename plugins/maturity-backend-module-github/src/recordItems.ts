// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  ownersOf,
  recognizedItem,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ChangeFields, KnownRange, toChangeFields } from './changes';
import { Recognition } from './config';
import { READ_OBSERVATION } from './deployments';
import { OwnCommit } from './paths';
import type { ReadDeployments } from './readDeployments';
import { Job } from './Session';
import { Target } from './targets';

/** A deployment as an item for each entity that owns its environment. @internal */
export function toItems(
  job: Job,
  deployment: Deployment,
  changesOf?: (entityRef: string) => ChangeFields,
): CollectedItem[] {
  return ownersOf(job.target.entities, deployment.environment).map(
    ({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: {
        type: 'deployment',
        record: { ...deployment, ...changesOf?.(entityRef), entityRef },
      },
    }),
  );
}

/** How the id of a deployment begins, by how it is recognized. */
const ID_PREFIXES: Record<Recognition, string> = {
  deployments: 'deployment/',
  'workflow-runs': 'run/',
  releases: 'release/',
  tags: 'tag/',
};

/** After the first read under a rule: what was read under another one counts no more. @internal */
export function recognizedOf(target: Target): CollectedItem {
  const { host, owner, name, keys } = target;
  return recognizedItem({
    ...target,
    source: host,
    prefixes: ID_PREFIXES,
    keys: { of: `${host}/${owner}/${name}`, keep: keys },
  });
}

/**
 * The deployments that were read with their changes, each entity with its own. Of those that an earlier part of a long
 * first read has handed over already only the changes are said: observations of one deployment are merged.
 *
 * @internal
 */
export function* deploymentItems(
  job: Job,
  read: ReadDeployments,
  ranges: ReadonlyMap<string, KnownRange>,
  own: ReadonlyMap<string, OwnCommit>,
): Iterable<CollectedItem> {
  const changesIn = (range: KnownRange | undefined) =>
    range && ((entityRef: string) => toChangeFields(range, own.get(entityRef)));
  const whole = new Set(read.records.map(({ id }) => id));
  for (const record of read.records) {
    yield* toItems(job, record, changesIn(ranges.get(record.id)));
  }
  for (const deployed of read.known) {
    const range = ranges.get(deployed.id);
    if (range && !whole.has(deployed.id)) {
      yield* toItems(
        job,
        {
          source: job.target.host,
          id: deployed.id,
          observedAt: deployed.observedAt,
          observation: READ_OBSERVATION,
          environment: deployed.environment,
        },
        changesIn(range),
      );
    }
  }
}
