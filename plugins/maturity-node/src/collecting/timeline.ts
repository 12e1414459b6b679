// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';

/** What a provider's status means to us. @public */
export type TimelineState =
  | 'requested'
  | 'waiting'
  | 'concurrency'
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'canceled'
  | 'rejected'
  | 'superseded';

/** One status of a deployment, at its own time. @public */
export interface TimelineStatus {
  state: TimelineState;
  at: string;
}

/** @public */
export type TimelineSummary = Pick<
  Deployment,
  'startedAt' | 'finishedAt' | 'outcome'
>;

const TERMINAL: readonly TimelineState[] = [
  'succeeded',
  'failed',
  'canceled',
  'rejected',
];

/** The statuses in the order of their times; equal times keep the order of arrival. @public */
export function sortTimeline(statuses: readonly TimelineStatus[]) {
  return [...statuses].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/**
 * When a deployment started and ended, and how. It ended at its *first* terminal status: what follows is the fate
 * of what was deployed, such as being superseded, and not the deployment's own. A success stands, whatever is
 * reported around it: the deployment is live from then on.
 *
 * @public
 */
export function summarizeTimeline(
  statuses: readonly TimelineStatus[],
): TimelineSummary {
  const sorted = sortTimeline(statuses);
  const end =
    sorted.find(({ state }) => state === 'succeeded') ??
    sorted.find(({ state }) => TERMINAL.includes(state));
  const start = sorted.find(
    status => status.state === 'running' && (!end || status.at <= end.at),
  );
  const startedAt = start && new Date(start.at).toISOString();
  if (end) {
    return {
      ...(startedAt && { startedAt }),
      finishedAt: new Date(end.at).toISOString(),
      outcome: end.state as Deployment['outcome'],
    };
  }
  // Superseded without ever having succeeded: it never went live.
  const superseded = sorted.find(({ state }) => state === 'superseded');
  return {
    ...(startedAt && { startedAt }),
    ...(superseded && {
      finishedAt: new Date(superseded.at).toISOString(),
    }),
    outcome: superseded ? 'superseded' : 'pending',
  };
}

/** A stretch in one state, open while it lasts. @public */
export interface TimelineSpan {
  from: string;
  to?: string;
  /** The state that ended it. */
  next?: TimelineState;
}

/** All stretches that a deployment spent in a state before it ended. @public */
export function spansOf(
  statuses: readonly TimelineStatus[],
  state: TimelineState,
): TimelineSpan[] {
  const sorted = sortTimeline(statuses);
  const spans: TimelineSpan[] = [];
  let open: TimelineSpan | undefined;
  for (const status of sorted) {
    if (status.state === state) {
      open ??= { from: new Date(status.at).toISOString() };
    } else if (open) {
      spans.push({
        ...open,
        to: new Date(status.at).toISOString(),
        next: status.state,
      });
      open = undefined;
    }
    if (TERMINAL.includes(status.state)) {
      return spans;
    }
  }
  return open ? [...spans, open] : spans;
}
