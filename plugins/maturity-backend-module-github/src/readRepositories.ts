// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  isHostDown,
  liveDeployments,
  recognizedItemOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  historyNeed,
  readChanges,
  readHistoriesApart,
} from './changes/readChanges';
import { History } from './changes/history';
import { readDetails } from './client/readDetails';
import { Details } from './client/schema';
import { DeploymentsRead } from './deployments/DeploymentsRead';
import { readRunnerWaitBackfill } from './deployments/readRunnerWaitBackfill';
import { describeBackfill } from './deployments/runnerWaitBackfill';
import { gatesFingerprint, withAllEnvironments } from './gates/readGates';
import { readPipelineItems } from './pipelines/readPipelineItems';
import { pollFingerprint } from './poll/pollFingerprint';
import { printState, TargetState } from './poll/state';
import { readProvisioning } from './provisioning/readProvisioning';
import { recognizers } from './recognizers';
import { GithubRun, RepositoryRead } from './RepositoryRead';
import { reachOf } from './reachOf';
import { failureOf, successOf, summarizeNotices } from './statusItems';

/** A repository of which the deployments are read, and what is known of it by then. */
interface Ready {
  repository: RepositoryRead;
  details: Details;
  deployments: DeploymentsRead;
}

/** Reads repositories that changed, together where one query can serve many. @internal */
export async function* readRepositories(
  collectRun: GithubRun,
  changed: RepositoryRead[],
): AsyncIterable<CollectedItem> {
  const ready: Ready[] = [];
  for (const detailed of await readDetails(collectRun, changed)) {
    const { repository } = detailed;
    try {
      if (detailed.error) {
        throw detailed.error;
      }
      ready.push(
        yield* readDeployments(collectRun, repository, detailed.details),
      );
    } catch (error) {
      yield* explain(collectRun, repository, error);
    }
  }
  const needs = ready.map(({ repository, deployments }) =>
    historyNeed(repository.target, deployments),
  );
  const histories = await readHistoriesApart(collectRun, needs);
  for (const [index, one] of ready.entries()) {
    const need = needs[index];
    try {
      const history = histories.get(need);
      if (history instanceof Error) {
        throw history;
      }
      yield* readRest(collectRun, one, { need, history });
    } catch (error) {
      yield* explain(collectRun, one.repository, error);
    }
  }
}

async function* explain(
  collectRun: GithubRun,
  { target }: RepositoryRead,
  error: unknown,
): AsyncIterable<CollectedItem> {
  const { context } = collectRun;
  if (context.signal.aborted || isHostDown(collectRun, error)) {
    throw error;
  }
  context.logger.warn('A repository could not be read', {
    target: target.key,
    error: String(error),
  });
  yield* failureOf(target, error);
}

async function* readDeployments(
  collectRun: GithubRun,
  before: RepositoryRead,
  firstDetails: Details,
): AsyncGenerator<CollectedItem, Ready> {
  const { target } = before;
  const details = await withAllEnvironments(
    collectRun.client,
    target,
    firstDetails,
  );
  const { read } = recognizers[target.rule.recognize];
  const deployments = yield* read(collectRun, before, details);
  const { learned, refused } = deployments;
  const state = { ...before.state, ...learned };
  return { repository: { ...before, state, refused }, details, deployments };
}

/** Reads what is not about single deployments, and ends with the good word and what is to be remembered. */
async function* readRest(
  collectRun: GithubRun,
  { repository, details, deployments }: Ready,
  found: { need: ReturnType<typeof historyNeed>; history: History | undefined },
): AsyncIterable<CollectedItem> {
  const changes = await readChanges(collectRun, repository, deployments, found);
  yield* changes.items;
  const { target, probe, state } = repository;
  const pipelines = readPipelineItems(
    collectRun,
    { ...repository, refused: changes.refused },
    details,
  );
  yield* pipelines.items;
  const provisioning = await readProvisioning(
    collectRun,
    { ...repository, refused: changes.refused },
    deployments.known,
  );
  yield* provisioning.items;
  const backfill = yield* readRunnerWaitBackfill(
    collectRun,
    { ...repository, refused: provisioning.refused },
    details,
  );
  if (state.top === undefined) {
    yield recognizedItemOf(target, recognizers);
  }
  const { refused } = backfill;
  const next: TargetState = {
    ...state,
    ...provisioning.learned,
    marker: pollFingerprint(probe, target),
    top: deployments.top,
    open: deployments.open,
    live: liveDeployments(deployments.known),
    unasked: backfill.ranges,
    backfill: undefined,
    pipelines: pipelines.fingerprint,
    gatesAt: collectRun.context.now().toISOString(),
    gates: gatesFingerprint(details.environments),
    incomplete: refused.size > 0,
    reach: reachOf({ refused, target, state }, details.environments ?? null),
    message: summarizeNotices({ ...repository, refused }, [
      ...changes.notices,
      ...pipelines.notices,
      ...describeBackfill(backfill.ranges),
    ]),
  };
  yield* successOf({ ...repository, refused, state: next });
  yield { kind: 'watermark', key: target.key, value: printState(next) };
}
