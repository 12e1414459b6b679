// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  spansOf,
  summarizeTimeline,
  TimelineState,
  TimelineStatus,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { EnvironmentGates } from '../gates/gates';
import { attemptAt, pipelineOf, triggerOf } from './runs';
import { DeploymentNode, ReviewedRun, WorkflowRun } from '../client/schema';
import { decisionsOf, waitsOf } from './waits';

/** Breaks ties of `observedAt` against what a webhook said of the same moment: what was read as a whole wins. @internal */
export const READ_OBSERVATION = 'read';

const RUN_URL = /^(https?:\/\/.+\/actions\/runs\/(\d+))(?:\/|$)/;

/** A run that goes on for longer after one of its deployments failed was not canceled there. */
const RUN_ENDS_WITHIN_MS = 3_600_000;

const STATES: Record<string, TimelineState> = {
  WAITING: 'waiting',
  QUEUED: 'queued',
  IN_PROGRESS: 'running',
  SUCCESS: 'succeeded',
  FAILURE: 'failed',
  ERROR: 'failed',
  INACTIVE: 'superseded',
  PENDING: 'requested',
};

/**
 * GitHub's word for a state in ours. `PENDING` of an Actions job means that a concurrency group holds it; other tools
 * use it for "has begun, somehow".
 *
 * @internal
 */
export function toTimelineState(
  state: string,
  fromActions: boolean,
): TimelineState {
  const word = state.toUpperCase();
  if (word === 'PENDING' && fromActions) {
    return 'concurrency';
  }
  return STATES[word] ?? 'requested';
}

/** @internal */
export function deploymentId(databaseId: number | string): string {
  return `deployment/${databaseId}`;
}

/** The environment as it was asked for: statuses may rename it later. @internal */
export function environmentOf(node: DeploymentNode): string {
  return node.originalEnvironment || node.environment || 'unknown';
}

/** The Actions run that made a deployment, from where its statuses point to. @internal */
export function runIdOf(node: DeploymentNode): number | undefined {
  const id = runMatch(node)?.[2];
  return id === undefined ? undefined : Number(id);
}

function runMatch(node: DeploymentNode) {
  return node.statuses?.nodes
    .map(({ logUrl }) => RUN_URL.exec(logUrl ?? ''))
    .find(Boolean);
}

/** @internal */
export function timelineOf(node: DeploymentNode): TimelineStatus[] {
  const fromActions = runMatch(node) !== undefined;
  return (node.statuses?.nodes ?? []).map(({ state, createdAt }) => ({
    state: toTimelineState(state, fromActions),
    at: createdAt,
  }));
}

/** Whether protection rules held it back, so that somebody's decision is worth asking for. @internal */
export function wasHeld(node: DeploymentNode): boolean {
  return (node.statuses?.nodes ?? []).some(({ state }) => state === 'WAITING');
}

/**
 * Whether it may have been held without saying so: not every host reports `WAITING`. Then the decisions on its run tell.
 *
 * @internal
 */
export function mayHaveBeenHeld(
  node: DeploymentNode,
  gates: EnvironmentGates | undefined,
): boolean {
  return (
    !wasHeld(node) && Boolean(gates?.reviewers) && runIdOf(node) !== undefined
  );
}

/** One deployment with all of its statuses as a record; changes come later. @internal */
export function toDeployment(
  node: DeploymentNode,
  context: {
    host: string;
    /** `github.com/acme/shop` */
    repository: string;
    repositoryUrl: string;
    gates: Map<string, EnvironmentGates> | undefined;
    run?: WorkflowRun;
    reviews?: ReviewedRun;
    templates: readonly DeclaredTemplate[];
    now: Date;
  },
): Deployment {
  const { host, repository, run, reviews } = context;
  const environment = environmentOf(node);
  const gates = context.gates?.get(environmentKey(environment));
  const decisions = decisionsOf(reviews, environment, run?.actor?.id);
  const statuses: TimelineStatus[] = [
    ...(decisions && mayHaveBeenHeld(node, gates)
      ? [{ state: 'waiting' as const, at: node.createdAt }]
      : []),
    ...timelineOf(node),
  ];
  const url =
    runMatch(node)?.[1] ??
    `${context.repositoryUrl}/deployments/${encodeURIComponent(environment)}`;
  const waits = waitsOf({
    statuses,
    environment,
    gates,
    decisions,
    url,
  });
  const summary = summarizeTimeline(statuses);
  const isUndecided =
    !decisions?.rejected && isLeftToRun(node, run, context.now);
  const pipeline =
    run &&
    pipelineOf(run, host, context.templates, attemptAt(run, node.createdAt));
  return {
    source: host,
    id: deploymentId(node.databaseId ?? node.id),
    observedAt: latest([
      node.createdAt,
      node.updatedAt,
      ...statuses.map(({ at }) => at),
    ]),
    observation: READ_OBSERVATION,
    repository,
    service: environment,
    environment,
    revision: node.commitOid,
    requestedAt: new Date(node.createdAt).toISOString(),
    ...summary,
    ...(isUndecided
      ? { finishedAt: undefined, outcome: 'pending' as const }
      : {
          outcome: refineOutcome(summary.outcome, {
            neverRan: !summary.startedAt && endedWaiting(statuses),
            rejected: decisions?.rejected ?? false,
            canceled:
              run?.conclusion === 'cancelled' && (run.run_attempt ?? 1) === 1,
          }),
        }),
    trigger: run ? triggerOf(run.event) : 'api',
    waits,
    ...(pipeline && { pipeline }),
    url,
  };
}

/**
 * A deployment fails a moment before its run ends, and only then does the run say whether it was canceled: until then
 * nothing is said, since a failure once told stays.
 *
 * @internal
 */
export function isLeftToRun(
  node: DeploymentNode,
  run: WorkflowRun | undefined,
  now: Date,
): boolean {
  const { outcome, finishedAt } = summarizeTimeline(timelineOf(node));
  return (
    outcome === 'failed' &&
    finishedAt !== undefined &&
    Boolean(run?.status) &&
    run?.status !== 'completed' &&
    now.getTime() - Date.parse(finishedAt) < RUN_ENDS_WITHIN_MS
  );
}

function endedWaiting(statuses: TimelineStatus[]): boolean {
  const spans = spansOf(statuses, 'waiting');
  return spans[spans.length - 1]?.next === 'failed';
}

/** GitHub says "failure" of what was rejected, timed out or canceled too; none of these ever ran in production. */
function refineOutcome(
  outcome: Deployment['outcome'],
  facts: { neverRan: boolean; rejected: boolean; canceled: boolean },
): Deployment['outcome'] {
  if (outcome !== 'failed') {
    return outcome;
  }
  if (facts.neverRan && facts.rejected) {
    return 'rejected';
  }
  if (facts.canceled || facts.neverRan) {
    return 'canceled';
  }
  return 'failed';
}

function latest(times: string[]): string {
  return new Date(
    Math.max(...times.map(time => Date.parse(time))),
  ).toISOString();
}
