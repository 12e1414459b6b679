// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  listPatterns,
  matchesAny,
  readPart,
  Refusals,
  withRefusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Details, WorkflowRun } from '../client/schema';
import {
  DatedDeployment,
  ReadDeployments,
} from '../deployments/DeploymentsRead';
import { listRuns, runsSince } from '../deployments/listRuns';
import { readReviews } from '../deployments/readReviews';
import { readRunWaits, withEarlierAttempts } from '../deployments/readRunWaits';
import {
  environmentOfRun,
  pipelinesOf,
  toRunDeployment,
} from '../deployments/runDeployments';
import { RunRange, toRanges } from '../deployments/runnerWaitBackfill';
import {
  FoundDeployments,
  summarizeDeployments,
} from '../deployments/summarizeDeployments';
import { decisionsOf } from '../deployments/waits';
import { environmentGates } from '../gates/gates';
import { TargetState } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { GithubRecognizer } from './GithubRecognizer';

/** Runs of one read whose jobs are asked how long they waited for a runner: each costs a request. Others come later. */
const MAX_DETAILED = 300;

/** Runs of workflows as deployments, every attempt of them. @internal */
export const workflowRuns: GithubRecognizer = {
  idPrefix: 'run/',
  describe: ({ environments, workflows }) =>
    workflows.length > 0
      ? `runs of ${listPatterns(workflows)}`
      : `runs of workflows that deploy to ${listPatterns(environments)}`,
  // A poll does not show runs; their list is asked conditionally.
  fingerprint: () => [],
  // The file of a run that is long gone may be unknown.
  matches: ({ environment, pipeline }, { environments, workflows }) =>
    !pipeline?.path ||
    matchesAny(pipeline.path, workflows) ||
    matchesAny(environment, environments),
  read: readWorkflowRuns,
};

interface ListedRuns extends FoundDeployments {
  ended: WorkflowRun[];
  /** Those whose waits are left for later reads. */
  ranges: RunRange[];
  runsEtag?: string;
  refused: Refusals;
}

const NOTHING: Partial<ListedRuns> & FoundDeployments = {
  read: [],
  context: [],
  open: [],
};

/** Those that ended and were read whole are not asked about again. */
async function* readWorkflowRuns(
  ...[collectRun, repository, details]: Parameters<ReadDeployments>
): ReturnType<ReadDeployments> {
  const { state, target } = repository;
  const { since } = collectRun;
  const pipelines = pipelinesOf(collectRun, target, details);
  const workflows = pipelines.flatMap(({ path }) =>
    environmentOfRun({ path }, target.rule, pipelines) ? [path] : [],
  );
  const { value, refused } = await readPart('runs', repository.refused, () =>
    readListed(collectRun, repository, { details, pipelines }),
  );
  const { ended = [], ranges = [], runsEtag, ...found } = value ?? NOTHING;
  const summary = summarizeDeployments(found, {
    state,
    since,
    refused: withRefusals(refused, value?.refused ?? new Map()),
  });
  return {
    ...summary,
    learned: {
      workflows,
      ...(value && { runsEtag, unasked: [...ranges, ...state.unasked] }),
      runs: settledRuns(ended, runsSince(summary, since)),
    },
  };
}

async function readListed(
  collectRun: GithubRun,
  repository: RepositoryRead,
  options: { details: Details; pipelines: PipelineDefinition[] },
): Promise<ListedRuns> {
  const { client, since, templates } = collectRun;
  const { state, target } = repository;
  const { pipelines } = options;
  const answer = await listRuns(client, target, {
    since: runsSince(state, since),
  });
  const listed = answer.status === 'ok' ? answer.runs : [];
  const deploying = listed.filter(run =>
    environmentOfRun(run, target.rule, pipelines),
  );
  const isSettled = (run: WorkflowRun) =>
    state.runs[run.id] === stampOf(run) && run.status === 'completed';
  const news = await readNews(collectRun, repository, {
    ...options,
    runs: deploying.filter(run => !isSettled(run)),
  });
  return {
    ...news,
    context: deploying.filter(isSettled).flatMap(run => {
      const environment = environmentOfRun(run, target.rule, pipelines)!;
      return toDated(
        run,
        toRunDeployment(run, target, environment, { templates }),
      );
    }),
    // A list shows the newest, so a run that waits behind others is watched by itself.
    open: deploying
      .filter(({ status }) => status !== 'completed')
      .map(run => ({
        id: run.node_id,
        status: new Date(run.updated_at).toISOString(),
        requestedAt: new Date(run.created_at).toISOString(),
      })),
    ended: deploying.filter(({ status }) => status === 'completed'),
    runsEtag: answer.status === 'ok' ? answer.etag : undefined,
  };
}

async function readNews(
  { client, templates }: GithubRun,
  { target }: RepositoryRead,
  options: {
    details: Details;
    pipelines: PipelineDefinition[];
    runs: WorkflowRun[];
  },
): Promise<Pick<ListedRuns, 'read' | 'ranges' | 'refused'>> {
  const { details, pipelines } = options;
  const last = new Set(options.runs);
  const runs = await withEarlierAttempts(client, target, options.runs);
  const { reviews, refused } = await readReviews(client, options.runs);
  const gates =
    details.environments && environmentGates(details.environments.nodes);
  const read: DatedDeployment[] = [];
  const leftOut: WorkflowRun[] = [];
  let detailed = 0;
  for (const run of newestFirst(runs)) {
    const environment = environmentOfRun(run, target.rule, pipelines)!;
    // What was decided is said of a run as a whole; its last attempt is what went out.
    const decisions = last.has(run)
      ? decisionsOf(reviews.get(run.node_id), environment, run.actor?.id)
      : undefined;
    const deployment = toRunDeployment(run, target, environment, {
      templates,
      decisions,
    });
    if (!deployment) {
      continue;
    }
    if (decisions || run.status !== 'completed' || detailed < MAX_DETAILED) {
      detailed += 1;
      const waits = await readRunWaits(client, target, run, {
        environment,
        gates: gates?.get(environmentKey(environment)),
        decisions,
      });
      read.push(...toDated(run, { ...deployment, waits }));
    } else {
      leftOut.push(run);
      read.push(...toDated(run, deployment));
    }
  }
  return { read, ranges: toRanges(leftOut), refused };
}

function toDated(
  { created_at: committedAt }: WorkflowRun,
  deployment: DatedDeployment['deployment'] | undefined,
): DatedDeployment[] {
  return deployment ? [{ deployment, committedAt }] : [];
}

/** Which runs need not be asked about again, of those that the next list shows. */
function settledRuns(ended: WorkflowRun[], from: string): TargetState['runs'] {
  return Object.fromEntries(
    ended
      .filter(({ created_at: at }) => new Date(at).toISOString() >= from)
      .map(run => [run.id, stampOf(run)]),
  );
}

/** Another attempt, or anything else that happened to a run, makes another of it. */
function stampOf(run: WorkflowRun): string {
  return `${run.run_attempt ?? 1} ${run.updated_at}`;
}

function newestFirst(runs: WorkflowRun[]): WorkflowRun[] {
  return [...runs].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}
