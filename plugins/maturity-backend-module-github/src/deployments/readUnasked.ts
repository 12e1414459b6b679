// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { environmentGates } from '../gates/gates';
import { pagesOfRuns } from './listRuns';
import { pipelinesOf, toDated } from '../recognizers/workflowRuns';
import { readReviews } from './readReviews';
import { toItems } from './recordItems';
import { Details } from '../client/schema';
import { isHostDown, Job, Session, stopsEverything } from '../Session';
import { TargetState } from '../poll/state';
import { instant, noteUnasked, spareOf } from './unasked';
import { decisionsOf } from './waits';
import {
  environmentOfRun,
  readRunWaits,
  withEarlierAttempts,
} from './runDeployments';

type Range = TargetState['unasked'][number];

/**
 * Asks runs that earlier reads left out how long they waited for a runner, the newest first and some at a time. Only
 * the waits are said again: the other fields of their deployments stay as they are.
 *
 * @internal
 */
export async function* readUnasked(
  session: Session,
  job: Job,
  details: Details,
): AsyncIterable<CollectedItem> {
  const { state } = job;
  // What a first read brought is handed over first.
  if (state.top !== undefined && !job.missing.has('runs')) {
    try {
      let left = spareOf(job, session);
      while (left > 0 && state.unasked.length > 0) {
        const [range] = state.unasked;
        const { spent, isDone } = yield* readRange(session, job, {
          details,
          range,
          most: left,
        });
        left = isDone ? left - spent : 0;
        if (isDone) {
          state.unasked.shift();
        }
      }
    } catch (error) {
      if (!(error instanceof ProviderPermissionError)) {
        throw error;
      }
      job.missing.set('runs', error.message);
    }
  }
  noteUnasked(job, session);
}

/** Works off a range from its newest run, down to where the requests are spent. */
async function* readRange(
  session: Session,
  job: Job,
  options: { details: Details; range: Range; most: number },
): AsyncGenerator<CollectedItem, { spent: number; isDone: boolean }> {
  const { client, since } = session;
  const { details, range, most } = options;
  const pipelines = pipelinesOf(session, job, details);
  const gates =
    details.environments && environmentGates(details.environments.nodes);
  const window = {
    from: range.from > since ? range.from : since,
    to: range.until,
  };
  let spent = 0;
  for await (const { runs } of pagesOfRuns(client, job.target, window)) {
    spent += 1;
    const deploying = runs.filter(
      run =>
        run.status === 'completed' &&
        environmentOfRun(run, job.target.rule, pipelines),
    );
    const reviews = await readReviews(session, job, deploying);
    for (const run of deploying) {
      const createdAt = instant(run.created_at);
      // Runs of one second stay together, since the next read begins at a second.
      const isSpent = spent >= most || !client.hasSpare();
      if (isSpent && createdAt < range.until) {
        range.until = createdAt;
        return { spent, isDone: false };
      }
      range.until = createdAt;
      const environment = environmentOfRun(run, job.target.rule, pipelines)!;
      const isDecided = decisionsOf(
        reviews.get(run.node_id),
        environment,
        undefined,
      );
      try {
        for (const attempt of await withEarlierAttempts(client, job.target, [
          run,
        ])) {
          // What somebody decided about was asked at once.
          const [dated] =
            attempt === run && isDecided
              ? []
              : toDated(session, job, pipelines, attempt);
          spent += attempt === run ? 0 : 1;
          if (dated) {
            spent += 1;
            const waits = await readRunWaits(client, job.target, attempt, {
              environment,
              gates: gates?.get(environmentKey(environment)),
              decisions: undefined,
            });
            range.count = Math.max(range.count - 1, 1);
            yield* toItems(job, waitsOnly(dated.deployment, waits));
          }
        }
      } catch (error) {
        if (!isOfThisRun(session, error)) {
          throw error;
        }
        return { spent, isDone: false };
      }
    }
    const oldest = runs[runs.length - 1];
    const reached = oldest ? instant(oldest.created_at) : range.until;
    if (spent >= most && reached < range.until) {
      range.until = reached;
      return { spent, isDone: false };
    }
  }
  return { spent, isDone: true };
}

/** The host fails at one run: it is asked again at the next read, which begins there. */
function isOfThisRun(session: Session, error: unknown): boolean {
  return (
    stopsEverything(error) &&
    !session.context.signal.aborted &&
    !isHostDown(session, error)
  );
}

function waitsOnly(
  { source, id, observedAt, observation, environment }: Deployment,
  waits: Deployment['waits'],
): Deployment {
  return { source, id, observedAt, observation, environment, waits };
}
