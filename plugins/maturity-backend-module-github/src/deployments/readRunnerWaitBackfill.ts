// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  deploymentItems,
  isHostDown,
  Refusals,
  stopsEverything,
  withRefusal,
  withRefusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Details, ReviewedRun, WorkflowRun } from '../client/schema';
import { EnvironmentGates, environmentGates } from '../gates/gates';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { pagesOfRuns } from './listRuns';
import { readReviews } from './readReviews';
import {
  environmentOfRun,
  pipelinesOf,
  toRunDeployment,
} from './runDeployments';
import { readRunWaits, withEarlierAttempts } from './readRunWaits';
import {
  rangesSince,
  RunRange,
  toInstant,
  withSpare,
} from './runnerWaitBackfill';
import { decisionsOf } from './waits';

/** What is still to be asked, and what may not be read by now. @internal */
export interface BackfillRead {
  ranges: RunRange[];
  refused: Refusals;
}

interface RangeRead {
  /** What is left of the range; undefined where it is done. */
  rest?: RunRange;
  spent: number;
  refused: Refusals;
}

/**
 * Asks runs that earlier reads left out how long they waited for a runner, the newest first and some at a time. Only
 * the waits are said again: the other fields of their deployments stay as they are.
 *
 * @internal
 */
export async function* readRunnerWaitBackfill(
  collectRun: GithubRun,
  before: RepositoryRead,
  details: Details,
): AsyncGenerator<CollectedItem, BackfillRead> {
  const { since } = collectRun;
  let { refused } = before;
  let ranges: RunRange[] = before.state.unasked;
  // What a first read brought is handed over first.
  if (before.state.top !== undefined && !refused.has('runs')) {
    const repository = withSpare(before, collectRun);
    let left = repository.spare ?? 0;
    while (left > 0 && ranges.length > 0) {
      const [range, ...others] = ranges;
      const read = yield* readRange(collectRun, repository, {
        details,
        range,
        refused,
        most: left,
      });
      ({ refused } = read);
      ranges = read.rest ? [read.rest, ...others] : others;
      left = read.rest ? 0 : left - read.spent;
    }
  }
  return { ranges: rangesSince(ranges, since), refused };
}

/** Works off a range from its newest run, down to where the requests are spent. */
async function* readRange(
  collectRun: GithubRun,
  repository: RepositoryRead,
  options: {
    details: Details;
    range: RunRange;
    refused: Refusals;
    most: number;
  },
): AsyncGenerator<CollectedItem, RangeRead> {
  const { client, since } = collectRun;
  const { target } = repository;
  const { details, range, most } = options;
  const pipelines = pipelinesOf(collectRun, target, details);
  const gates =
    details.environments && environmentGates(details.environments.nodes);
  let { refused } = options;
  let { until, count } = range;
  let spent = 0;
  const restOf = (): RangeRead => ({
    rest: { ...range, until, count },
    spent,
    refused,
  });
  const window = { from: range.from > since ? range.from : since, to: until };
  try {
    for await (const { runs } of pagesOfRuns(client, target, window)) {
      spent += 1;
      const deploying = runs.filter(
        run =>
          run.status === 'completed' &&
          environmentOfRun(run, target.rule, pipelines),
      );
      const found = await readReviews(client, deploying);
      refused = withRefusals(refused, found.refused);
      for (const run of deploying) {
        const createdAt = toInstant(run.created_at);
        // Runs of one second stay together, since the next read begins at a second.
        const isSpent = spent >= most || !client.hasSpare();
        const isEnd = isSpent && createdAt < until;
        until = createdAt;
        if (isEnd) {
          return restOf();
        }
        const environment = environmentOfRun(run, target.rule, pipelines)!;
        try {
          for await (const { deployment, waits, requests } of waitsOfRun(
            collectRun,
            repository,
            {
              run,
              environment,
              reviews: found.reviews,
              gates: gates?.get(environmentKey(environment)),
            },
          )) {
            spent += requests;
            if (deployment) {
              count = Math.max(count - 1, 1);
              yield* deploymentItems(target, waitsOnly(deployment, waits));
            }
          }
        } catch (error) {
          if (!isOfThisRun(collectRun, error)) {
            throw error;
          }
          return restOf();
        }
      }
      const oldest = runs[runs.length - 1];
      const reached = oldest ? toInstant(oldest.created_at) : until;
      if (spent >= most && reached < until) {
        until = reached;
        return restOf();
      }
    }
  } catch (error) {
    refused = withRefusal('runs', refused, error);
    return restOf();
  }
  return { spent, refused };
}

interface AttemptWaits {
  /** Undefined where the attempt deployed nothing, or its waits are known. */
  deployment?: Deployment;
  waits?: Deployment['waits'];
  requests: number;
}

async function* waitsOfRun(
  { client, templates }: GithubRun,
  { target }: RepositoryRead,
  options: {
    run: WorkflowRun;
    environment: string;
    reviews: ReadonlyMap<string, ReviewedRun>;
    gates: EnvironmentGates | undefined;
  },
): AsyncIterable<AttemptWaits> {
  const { run, environment, gates } = options;
  const isDecided = decisionsOf(
    options.reviews.get(run.node_id),
    environment,
    undefined,
  );
  for (const attempt of await withEarlierAttempts(client, target, [run])) {
    const requests = attempt === run ? 0 : 1;
    // What somebody decided about was asked at once.
    const deployment =
      attempt === run && isDecided
        ? undefined
        : toRunDeployment(attempt, target, environment, { templates });
    if (deployment) {
      const waits = await readRunWaits(client, target, attempt, {
        environment,
        gates,
        decisions: undefined,
      });
      yield { deployment, waits, requests: requests + 1 };
    } else {
      yield { requests };
    }
  }
}

/** The host fails at one run: it is asked again at the next read, which begins there. */
function isOfThisRun(collectRun: GithubRun, error: unknown): boolean {
  return (
    stopsEverything(error) &&
    !collectRun.context.signal.aborted &&
    !isHostDown(collectRun, error)
  );
}

function waitsOnly(
  { source, id, observedAt, observation, environment }: Deployment,
  waits: Deployment['waits'],
): Deployment {
  return { source, id, observedAt, observation, environment, waits };
}
