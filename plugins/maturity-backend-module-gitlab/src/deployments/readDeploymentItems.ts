// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  liveDeployments,
  matchesAny,
  ownersOf,
  recognizedItem,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Recognition, RecognitionRule } from '../config';
import { readChanges } from '../changes/readChanges';
import { outdatedOf, waitsBefore } from './outdated';
import { noteFirstDeployment } from '../provisioning/provisioning';
import { ReadDeployment, readDeployments } from './readDeployments';
import { readOtherDeployments } from '../recognizers/readOtherDeployments';
import { Job, Session } from '../Session';
import { printState } from '../poll/state';
import { Target } from '../targets';
import { matchesJob } from './waits';

/** How the id of a deployment begins, by how it is recognized. */
const ID_PREFIXES: Record<Recognition, string> = {
  deployments: 'deployment/',
  pipelines: 'job/',
  releases: 'release/',
  tags: 'tag/',
};

/**
 * Reads the deployments that moved since the last time, oldest first, a page at a time. Each page is handed over with
 * the place to go on at, so a first read that is interrupted goes on there.
 *
 * @internal
 */
export async function* readDeploymentItems(
  session: Session,
  job: Job,
): AsyncIterable<CollectedItem> {
  const { state, target } = job;
  let lost = 0;
  for await (const page of pagesOf(session, job)) {
    const records = page.map(({ record }) => record);
    const deployed = page.map(one => one.deployed);
    const known = new Map(
      [...state.live, ...deployed].map(one => [one.id, one] as const),
    );
    const changes = await readChanges(
      session,
      job,
      [...known.values()],
      new Set(deployed.map(({ id }) => id)),
    );
    lost += changes.lost;
    const outdated = outdatedOf(state, records);
    for (const record of records) {
      yield* toItems(
        job,
        { ...record, waits: waitsBefore(record, [...known.values()]) },
        entityRef => ({
          ...changes.fields.get(record.id)?.(entityRef),
          ...outdated.get(record.id),
        }),
      );
    }
    for (const [id, fields] of outdated) {
      if (!records.some(record => record.id === id)) {
        yield* toItems(job, fields);
      }
    }
    noteFirstDeployment(state, deployed);
    state.live = liveDeployments([...known.values()]);
    yield { kind: 'watermark', key: target.key, value: printState(state) };
  }
  if (lost > 0) {
    state.notices.push(
      `The changes of ${lost} deployments are unknown: their revisions or the ones before are gone from the repository, as after a force-push.`,
    );
  }
  if (!state.isBackfilled) {
    yield recognizedOf(target);
  }
  state.isBackfilled = true;
}

/** After the first read under a rule: what was read under another one counts no more. */
function recognizedOf(target: Target): CollectedItem {
  const { entities, host, path, keys, rule } = target;
  return recognizedItem({
    entities,
    source: host,
    recognize: rule.recognize,
    prefixes: ID_PREFIXES,
    matches: deployment => matchesRule(deployment, rule),
    keys: { of: `${host}/${path}`, keep: keys },
  });
}

function matchesRule(
  { environment, pipeline, version }: Deployment,
  { recognize, environments, jobs, tags }: RecognitionRule,
): boolean {
  switch (recognize) {
    case 'deployments':
      return environments.length === 0 || matchesAny(environment, environments);
    case 'pipelines':
      // What was read before records told their job, and not now, may be of a pipeline that GitLab deleted.
      return (
        pipeline?.job === undefined || matchesJob({ name: pipeline.job }, jobs)
      );
    default:
      return tags.length === 0 || matchesAny(version ?? '', tags);
  }
}

/** Deployments in one of the ways in which they can be recognized, oldest first where the first read takes long. */
function pagesOf(session: Session, job: Job): AsyncIterable<ReadDeployment[]> {
  return job.target.rule.recognize === 'deployments'
    ? readDeployments(session, job)
    : readOtherDeployments(session, job);
}

/** A deployment as an item for each entity that owns its environment. */
function toItems(
  job: Job,
  deployment: Deployment,
  ownOf?: (entityRef: string) => Partial<Deployment>,
): CollectedItem[] {
  return ownersOf(job.target.entities, deployment.environment).map(
    ({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: {
        type: 'deployment',
        record: { ...deployment, ...ownOf?.(entityRef), entityRef },
      },
    }),
  );
}
