// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  pairWithPrevious,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { resolveTier } from '@delivery-maturity/backstage-plugin-maturity-common';
import { findChanges } from './changes';
import { GithubNotFoundError, GithubOutageError } from './client/errors';
import { compareRevisions, HistoryNeed, readHistories } from './history';
import { markerOf, missingOf } from './probe';
import {
  combine,
  deploymentPage,
  GATES,
  repositoriesQuery,
  Selection,
  WORKFLOWS,
} from './queries';
import { pageSize, ReadDeployments, readDeployments } from './readDeployments';
import { Details, detailsSchema } from './schema';
import {
  failureOf,
  Job,
  reachOf,
  Session,
  stopsEverything,
  successOf,
  summarizeNotices,
} from './Session';
import { Deployed, printState } from './state';
import { readPipelineItems } from './readPipelineItems';
import { readProvisioning } from './readProvisioning';
import { deploymentItems } from './recordItems';

/** Live revisions that are remembered: environments of pull requests come and go by the thousand. */
const MAX_LIVE = 200;

/** Reads repositories that changed, together where one query can serve many. @internal */
export async function* readGroup(
  session: Session,
  jobs: Job[],
): AsyncIterable<CollectedItem> {
  const detailed = await readDetails(session, jobs);
  const ready: { job: Job; read: ReadDeployments }[] = [];
  for (const { job, details } of detailed) {
    try {
      const read = yield* readDeployments(session, job, details);
      ready.push({ job, read });
    } catch (error) {
      yield* explain(session, job, error);
    }
  }
  const needs = ready.map(({ job, read }) => historyNeed(job, read));
  const asked = needs.filter(need => need.revisions.length > 0);
  const graphs =
    asked.length > 0
      ? await readHistories(session.client, asked, session.options.hotfix)
      : [];
  for (const [index, { job, read }] of ready.entries()) {
    try {
      yield* finish(session, job, read, graphs[asked.indexOf(needs[index])]);
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
  if (session.context.signal.aborted || stopsEverything(error)) {
    throw error;
  }
  session.context.logger.warn('A repository could not be read', {
    target: job.target.key,
    error: String(error),
  });
  yield* failureOf(job.target, error);
}

/** What is asked of a repository, without the fields that were refused: one takes the whole repository with it. */
function selectionOf({ target, state, missing }: Job): Selection {
  const wantsPage =
    target.rule.recognize === 'deployments' && !missing.has('deployments');
  return combine([
    { text: () => 'id' },
    ...(wantsPage
      ? [deploymentPage(pageSize(state), state.backfill?.after)]
      : []),
    ...(missing.has('environments') ? [] : [GATES]),
    ...(missing.has('workflows') ? [] : [WORKFLOWS]),
  ]);
}

/** The first page of deployments, the environments and the workflow files. Too heavy a query is halved. */
async function readDetails(
  session: Session,
  jobs: Job[],
): Promise<{ job: Job; details: Details }[]> {
  const { query, variables } = repositoriesQuery(
    'Details',
    jobs.map(job => ({
      owner: job.target.owner,
      name: job.target.name,
      selection: selectionOf(job),
    })),
  );
  try {
    const { data, problems } = await session.client.graphql(query, variables);
    const read: { job: Job; details: Details }[] = [];
    const refused: Job[] = [];
    for (const [index, job] of jobs.entries()) {
      const alias = `r${index}`;
      const known = job.missing.size;
      missingOf(problems.filter(({ path }) => path?.[0] === alias)).forEach(
        (words, field) => job.missing.set(field, words),
      );
      if (data[alias]) {
        read.push({ job, details: detailsSchema.parse(data[alias]) });
      } else if (job.missing.size > known) {
        refused.push(job);
      } else {
        throw new GithubNotFoundError(
          problems[0]?.message ?? 'The repository was not found',
        );
      }
    }
    return refused.length > 0
      ? [...read, ...(await readDetails(session, refused))]
      : read;
  } catch (error) {
    const timedOut =
      error instanceof GithubOutageError && error.isTimeout && jobs.length > 1;
    if (!timedOut) {
      throw error;
    }
    const middle = Math.ceil(jobs.length / 2);
    return [
      ...(await readDetails(session, jobs.slice(0, middle))),
      ...(await readDetails(session, jobs.slice(middle))),
    ];
  }
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

async function* finish(
  session: Session,
  job: Job,
  read: ReadDeployments,
  graph: Awaited<ReturnType<typeof readHistories>>[number] | undefined,
): AsyncIterable<CollectedItem> {
  const { target, state } = job;
  if (graph) {
    const { fields, lost } = await findChanges({
      deployments: read.known.filter(isCompared),
      wanted: read.wanted,
      graph,
      compare: (base, head) =>
        compareRevisions(
          session.client,
          target,
          { base, head },
          session.options.hotfix,
        ),
    });
    if (lost > 0) {
      job.notices.push(
        `The changes of ${lost} deployments are unknown: their revisions have no common history with the ones before, as after a force-push.`,
      );
    }
    yield* deploymentItems(job, read, fields);
  } else {
    yield* deploymentItems(job, read, new Map());
  }
  yield* readPipelineItems(session, job, read.details);
  yield* readProvisioning(session, job, read);
  state.marker = markerOf(job.probe, target);
  state.top = read.top;
  state.open = read.open;
  state.live = liveOf(read.known);
  state.backfill = undefined;
  state.gatesAt = session.context.now().toISOString();
  state.reach = reachOf(job);
  state.message = summarizeNotices(job);
  yield* successOf(job);
  yield { kind: 'watermark', key: target.key, value: printState(state) };
}

function liveOf(known: Deployed[]): Deployed[] {
  const live = new Map<string, Deployed>();
  for (const deployed of known) {
    const before = live.get(deployed.environment);
    const isLater = (deployed.finishedAt ?? '') > (before?.finishedAt ?? '');
    if (deployed.outcome === 'succeeded' && (!before || isLater)) {
      live.set(deployed.environment, deployed);
    }
  }
  return [...live.values()]
    .sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1))
    .slice(0, MAX_LIVE);
}
