// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  deploymentItems,
  liveDeployments,
  recognizedItemOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { readChanges } from '../changes/readChanges';
import { printState } from '../poll/state';
import { noteFirstDeployment } from '../provisioning/provisioning';
import { recognizers } from '../recognizers';
import { Job, Session } from '../Session';
import { outdatedOf, waitsBefore } from './outdated';

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
  const { read } = recognizers[target.rule.recognize];
  let lost = 0;
  for await (const page of read(session, job)) {
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
      yield* deploymentItems(
        target,
        { ...record, waits: waitsBefore(record, [...known.values()]) },
        entityRef => ({
          ...changes.fields.get(record.id)?.(entityRef),
          ...outdated.get(record.id),
        }),
      );
    }
    for (const [id, fields] of outdated) {
      if (!records.some(record => record.id === id)) {
        yield* deploymentItems(target, fields);
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
    yield recognizedItemOf(target, recognizers);
  }
  state.isBackfilled = true;
}
