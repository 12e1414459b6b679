// SPDX-License-Identifier: Apache-2.0
import {
  sameEnvironment,
  Wait,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  spansOf,
  TimelineSpan,
  TimelineState,
  TimelineStatus,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { appsGate, EnvironmentGates } from '../gates/gates';
import { ReviewedRun } from '../client/schema';

/** A timer ends when its minutes are over; what lasts longer than this beyond it waited for a person. */
const TIMER_SLACK_MS = 60_000;
/** GitHub fails a deployment that nobody approved for 30 days. */
const REVIEW_TIMEOUT_MS = 30 * 24 * 3_600_000 - 3_600_000;

/** What is known of the decisions on a run, for one environment. @internal */
export interface Decisions {
  approvers: number;
  rejected: boolean;
  selfApproved?: boolean;
}

/** Counts who decided about an environment. Who they are is compared with who started the run, and forgotten. @internal */
export function decisionsOf(
  run: ReviewedRun | undefined,
  environment: string,
  starter: number | undefined,
): Decisions | undefined {
  const reviews = run?.deploymentReviews.nodes.filter(review =>
    review.environments.nodes.some(({ name }) =>
      sameEnvironment(name, environment),
    ),
  );
  if (!reviews || reviews.length === 0) {
    return undefined;
  }
  const approvers = reviews.flatMap(({ state, user }) =>
    state === 'APPROVED' ? [user?.databaseId ?? undefined] : [],
  );
  return {
    approvers: new Set(approvers).size,
    rejected: reviews.some(({ state }) => state === 'REJECTED'),
    ...(approvers.length > 0 &&
      starter !== undefined && {
        selfApproved: approvers.includes(starter),
      }),
  };
}

/**
 * The waits of a deployment, kinds apart.
 *
 * @remarks
 *
 * `WAITING` means that protection rules hold it back: required reviewers, a wait timer, or both. The timer starts
 * with the wait, so its part is known; where reviewers are required too and the wait outlasts the timer, the whole
 * of it was waiting for a person. Where both are in force and the wait ends with the timer, the timer was what held
 * it. Without knowledge of the rules it counts as an approval, since that is what rules are for. The rules of apps are
 * approvals too, under a name of their own; an app's consent is no decision of a person, so it is not counted as one.
 *
 * @internal
 */
export function waitsOf(options: {
  statuses: TimelineStatus[];
  environment: string;
  gates: EnvironmentGates | undefined;
  decisions: Decisions | undefined;
  url?: string;
}): Wait[] {
  const { statuses, environment, gates, decisions, url } = options;
  const link = url ? { url } : {};
  const isByApps = !gates?.reviewers && (gates?.apps.length ?? 0) > 0;
  const gate = isByApps ? appsGate(environment, gates!.apps) : environment;
  const protectedWaits = spansOf(statuses, 'waiting').flatMap(span =>
    splitProtected(span, gates).map(({ kind, from, to, next }) => ({
      kind,
      gate: kind === 'timer' ? `${environment} (wait timer)` : gate,
      from,
      ...(to && { to }),
      ...(kind === 'approval' &&
        !(isByApps && isPassed(next)) &&
        decide({ from, to, next }, decisions)),
      ...link,
    })),
  );
  const others = (['concurrency', 'queued'] as const).flatMap(state =>
    spansOf(statuses, state).map(({ from, to }) => ({
      kind: state === 'queued' ? ('queue' as const) : state,
      gate:
        state === 'queued' ? 'runner' : `${environment} (concurrency group)`,
      from,
      ...(to && { to }),
      ...link,
    })),
  );
  return [...protectedWaits, ...others].filter(({ from, to }) => from !== to);
}

function splitProtected(
  span: TimelineSpan,
  gates: EnvironmentGates | undefined,
): (TimelineSpan & { kind: 'approval' | 'timer' })[] {
  const approval = { ...span, kind: 'approval' as const };
  if (!gates?.timerMinutes) {
    return [approval];
  }
  const timerEnd = Date.parse(span.from) + gates.timerMinutes * 60_000;
  const end = span.to === undefined ? undefined : Date.parse(span.to);
  if (end !== undefined && end <= timerEnd + TIMER_SLACK_MS) {
    return [{ ...span, kind: 'timer' }];
  }
  const timer = {
    from: span.from,
    to: new Date(timerEnd).toISOString(),
    kind: 'timer' as const,
  };
  if (gates.reviewers) {
    return [timer, approval];
  }
  if (end === undefined) {
    return [{ from: span.from, kind: 'timer' }];
  }
  return [timer, { ...approval, from: timer.to }];
}

function isPassed(next: TimelineState | undefined): boolean {
  return (
    next === 'queued' ||
    next === 'running' ||
    next === 'concurrency' ||
    next === 'requested' ||
    next === 'succeeded'
  );
}

function decide(
  span: TimelineSpan,
  decisions: Decisions | undefined,
): Pick<Wait, 'decision' | 'approvers' | 'selfApproved'> {
  const counted = decisions && {
    approvers: decisions.approvers,
    ...(decisions.selfApproved !== undefined && {
      selfApproved: decisions.selfApproved,
    }),
  };
  if (!span.to) {
    return {};
  }
  if (isPassed(span.next)) {
    return { decision: 'approved', ...counted };
  }
  if (decisions?.rejected) {
    return { decision: 'rejected', ...counted };
  }
  const lasted = Date.parse(span.to) - Date.parse(span.from);
  return lasted >= REVIEW_TIMEOUT_MS ? { decision: 'timed-out' } : {};
}
