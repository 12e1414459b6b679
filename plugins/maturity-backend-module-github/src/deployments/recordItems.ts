// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  matchesAny,
  ownersOf,
  recognizedItem,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ChangeFields, KnownRange, toChangeFields } from '../changes/changes';
import { Recognition, RecognitionRule } from '../config';
import { READ_OBSERVATION } from './toDeployment';
import { OwnCommit } from '../changes/paths';
import type { ReadDeployments } from '../recognizers/deployments';
import { Job } from '../Session';
import { Target } from '../targets';

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
  const { entities, host, owner, name, keys, rule } = target;
  return recognizedItem({
    entities,
    source: host,
    recognize: rule.recognize,
    prefixes: ID_PREFIXES,
    matches: deployment => matchesRule(deployment, rule),
    keys: { of: `${host}/${owner}/${name}`, keep: keys },
  });
}

function matchesRule(
  { environment, pipeline, version }: Deployment,
  { recognize, environments, tags, workflows }: RecognitionRule,
): boolean {
  switch (recognize) {
    case 'deployments':
      return environments.length === 0 || matchesAny(environment, environments);
    case 'workflow-runs':
      // The file of a run that is long gone may be unknown.
      return (
        !pipeline?.path ||
        matchesAny(pipeline.path, workflows) ||
        matchesAny(environment, environments)
      );
    default:
      return tags.length === 0 || matchesAny(version ?? '', tags);
  }
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
