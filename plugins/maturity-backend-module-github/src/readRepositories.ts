// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  liveDeployments,
  pairWithPrevious,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { resolveTier } from '@delivery-maturity/backstage-plugin-maturity-common';
import { findChanges } from './changes/changes';
import { inHalves } from './client/inHalves';
import {
  compareRevisions,
  History,
  HistoryNeed,
  readHistories,
  sinceOf,
} from './changes/history';
import { readOwnCommits } from './changes/paths';
import { markerOf } from './poll/hasChanged';
import { ReadDeployments, readDeployments } from './recognizers/deployments';
import { readDetails } from './client/readDetails';
import { gatesFingerprint, withAllEnvironments } from './gates/readGates';
import {
  failureOf,
  isHostDown,
  Job,
  Session,
  successOf,
  summarizeNotices,
} from './Session';
import { Deployed, printState } from './poll/state';
import { readPipelineItems } from './pipelines/readPipelineItems';
import { reachOf } from './reachOf';
import { readProvisioning } from './provisioning/readProvisioning';
import { readUnasked } from './deployments/readUnasked';
import { deploymentItems, recognizedOf } from './deployments/recordItems';

/** Stands for the permission to read contents. */
const CONTENTS = 'defaultBranchRef';

/** Reads repositories that changed, together where one query can serve many. @internal */
export async function* readGroup(
  session: Session,
  jobs: Job[],
): AsyncIterable<CollectedItem> {
  const detailed = await readDetails(session, jobs);
  const ready: { job: Job; read: ReadDeployments }[] = [];
  for (const { job, ...found } of detailed) {
    try {
      if (found.error) {
        throw found.error;
      }
      const details = await withAllEnvironments(session, job, found.details);
      const read = yield* readDeployments(session, job, details);
      ready.push({ job, read });
    } catch (error) {
      yield* explain(session, job, error);
    }
  }
  const needs = ready.map(({ job, read }) => historyNeed(job, read));
  const asked = needs.filter(need => need.revisions.length > 0);
  const histories = await readHistoriesApart(session, asked);
  for (const [index, { job, read }] of ready.entries()) {
    try {
      const need = needs[index];
      const history = histories.get(need);
      if (history instanceof Error) {
        throw history;
      }
      yield* readChanges(session, job, read, { need, history });
      yield* finish(session, job, read);
    } catch (error) {
      yield* explain(session, job, error);
    }
  }
}

async function* explain(
  session: Session,
  job: Job,
  error: unknown,
): AsyncIterable<CollectedItem> {
  if (session.context.signal.aborted || isHostDown(session, error)) {
    throw error;
  }
  session.context.logger.warn('A repository could not be read', {
    target: job.target.key,
    error: String(error),
  });
  yield* failureOf(job.target, error);
}

type Found = [need: HistoryNeed, history: History | Error];

async function readHistoriesApart(
  session: Session,
  needs: HistoryNeed[],
): Promise<Map<HistoryNeed, History | Error>> {
  const { client, options } = session;
  const ask = async (part: HistoryNeed[]): Promise<Found[]> => {
    const histories = await readHistories(client, part, options.hotfix);
    return part.map((need, index) => [need, histories[index]]);
  };
  const found =
    needs.length > 0
      ? await inHalves(needs, ask, (need, error): Found => [need, error])
      : [];
  return new Map(found);
}

/** Which history tells the changes. Preview environments are left out: nothing is measured on their changes. */
function historyNeed(job: Job, read: ReadDeployments): HistoryNeed {
  const revisions = new Map<string, string>();
  for (const { deployment, previous } of pairsOf(read)) {
    for (const { revision, committedAt } of [deployment, previous]) {
      if (revision) {
        revisions.set(revision, committedAt);
      }
    }
  }
  return {
    target: job.target,
    revisions: [...revisions].map(([revision, committedAt]) => ({
      revision,
      committedAt,
    })),
  };
}

function pairsOf(read: ReadDeployments) {
  return pairWithPrevious(read.known).flatMap(({ deployment, previous }) =>
    previous && read.wanted.has(deployment.id) && isCompared(deployment)
      ? [{ deployment, previous }]
      : [],
  );
}

function isCompared({ environment }: Deployed): boolean {
  return resolveTier(environment) !== 'development';
}

/** Hands over the deployments with their changes. */
async function* readChanges(
  session: Session,
  job: Job,
  read: ReadDeployments,
  { need, history }: { need: HistoryNeed; history: History | undefined },
): AsyncIterable<CollectedItem> {
  const { client, options } = session;
  const { target } = job;
  if (!history) {
    yield* deploymentItems(job, read, new Map(), new Map());
    return;
  }
  history.missing.forEach((words, field) => job.missing.set(field, words));
  const { ranges, lost } = await findChanges({
    deployments: read.known.filter(isCompared),
    wanted: read.wanted,
    graph: history.graph,
    compare: async (base, head) => {
      if (job.missing.has(CONTENTS)) {
        return { known: false };
      }
      try {
        const range = { base, head };
        return await compareRevisions(client, target, range, options.hotfix);
      } catch (error) {
        if (!(error instanceof ProviderPermissionError)) {
          throw error;
        }
        job.missing.set(CONTENTS, error.message);
        return { known: false };
      }
    },
  });
  if (lost > 0 && !job.missing.has(CONTENTS)) {
    job.notices.push(
      `The changes of ${lost} deployments are unknown: their revisions have no common history with the ones before, as after a force-push.`,
    );
  }
  const own = await readOwnCommits(client, target, {
    since: sinceOf(need),
    onDefaultBranch: history.onDefaultBranch,
  });
  yield* deploymentItems(job, read, ranges, own);
}

async function* finish(
  session: Session,
  job: Job,
  read: ReadDeployments,
): AsyncIterable<CollectedItem> {
  const { target, state } = job;
  yield* readPipelineItems(session, job, read.details);
  yield* readProvisioning(session, job, read);
  yield* readUnasked(session, job, read.details);
  if (state.top === undefined) {
    yield recognizedOf(target);
  }
  state.marker = markerOf(job.probe, target);
  state.top = read.top;
  state.open = read.open;
  state.live = liveDeployments(read.known);
  state.backfill = undefined;
  state.gatesAt = session.context.now().toISOString();
  state.gates = gatesFingerprint(read.details.environments);
  state.incomplete = job.missing.size > 0;
  state.reach = reachOf(job, read.details.environments ?? null);
  state.message = summarizeNotices(job);
  yield* successOf(job);
  yield { kind: 'watermark', key: target.key, value: printState(state) };
}
