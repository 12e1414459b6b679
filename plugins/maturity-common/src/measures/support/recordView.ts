// SPDX-License-Identifier: Apache-2.0
import {
  Change,
  Deployment,
  EntityRecords,
  Fact,
  Incident,
  mergeRecords,
  PipelineDefinition,
  Provisioning,
  reachAt,
  recordKey,
  resolveTier,
  Tier,
  Wait,
} from '../../records';
import { MeasureInput } from '../types';
import { Interval, uniteIntervals } from './intervals';
import { toInstant, toMillis } from './time';

/** A wait as it stood at `now`. @internal */
export interface WaitView {
  wait: Wait;
  from: number;
  /** Where it ended, the end of its deployment, or now. */
  to: number;
  /** Still waiting. */
  open: boolean;
}

/** @internal */
export interface ChangeView {
  change: Change;
  committed: number;
  opened?: number;
  merged?: number;
}

/** A deployment with its times read once. @internal */
export interface DeploymentView {
  deployment: Deployment;
  key: string;
  tier: Tier;
  /** `pending` also where it ended only after `now`. */
  outcome: NonNullable<Deployment['outcome']>;
  requested?: number;
  started?: number;
  finished?: number;
  waits: WaitView[];
  /** Its approval waits, united. */
  approvals: Interval[];
  changes: ChangeView[];
}

/**
 * The records of one entity as they were known at `now`: duplicates merged, in a fixed order, times read once.
 * Every measure looks through it, so that none depends on the order in which records arrived.
 *
 * @internal
 */
export interface RecordView {
  now: number;
  from: number;
  to: number;
  /** All of any tier, by the time they ended or were requested. */
  deployments: DeploymentView[];
  /** Ended ones in production at any time up to the window's end, by the time they ended. */
  productionHistory: DeploymentView[];
  /** Those of them that ended in the window `(from, to]`. */
  production: DeploymentView[];
  succeeded: DeploymentView[];
  /** Requested in the window and not ended at its end. */
  openProduction: DeploymentView[];
  pipelines: PipelineDefinition[];
  provisionings: Provisioning[];
  incidents: Incident[];
  facts: Fact[];
  deploymentsKnown: boolean;
  /** Whether a deployment without waits is known to have had none. */
  gatesKnown: boolean;
  pipelinesKnown: boolean;
  /** Whether the gate inventory was read at `now`, so that none found means none. */
  inventoryRead: boolean;
}

const views = new WeakMap<MeasureInput, RecordView>();

/** The view of an input; made once per input, as all measures of an evaluation share it. @internal */
export function viewOf(input: MeasureInput): RecordView {
  let view = views.get(input);
  if (!view) {
    view = createView(input);
    views.set(input, view);
  }
  return view;
}

function createView(input: MeasureInput): RecordView {
  const from = toMillis(input.window.from);
  const to = toMillis(input.window.to);
  const now = Math.min(toMillis(input.now), to);
  const records = uniqueRecords(input.records);
  const known = (instant: string) => toMillis(instant) <= now;
  const reach = reachAt(input.reach, toInstant(now));

  const deployments: DeploymentView[] = [];
  for (const deployment of records.deployments) {
    const view = viewDeployment(deployment, now, input);
    if (view) deployments.push(view);
  }
  deployments.sort(
    (a, b) => momentOf(a) - momentOf(b) || (a.key < b.key ? -1 : 1),
  );

  const productionHistory: DeploymentView[] = [];
  const production: DeploymentView[] = [];
  const openProduction: DeploymentView[] = [];
  for (const view of deployments) {
    if (view.tier !== 'production') continue;
    if (view.finished !== undefined && view.outcome !== 'pending') {
      productionHistory.push(view);
      if (view.finished > from) production.push(view);
    } else if (view.outcome === 'pending' && momentOf(view) > from) {
      openProduction.push(view);
    }
  }

  const pipelines = records.pipelines.filter(({ observedAt }) =>
    known(observedAt),
  );
  // Looking back at a time before the pipelines were first read: they were there, and nobody knew what was in them.
  const seenLater = pipelines.length === 0 && records.pipelines.length > 0;
  return {
    now,
    from,
    to,
    deployments,
    productionHistory,
    production,
    succeeded: production.filter(({ outcome }) => outcome === 'succeeded'),
    openProduction,
    pipelines,
    provisionings: records.provisionings.filter(({ requestedAt }) =>
      known(requestedAt),
    ),
    incidents: records.incidents.filter(({ openedAt }) => known(openedAt)),
    facts: records.facts.filter(({ observedAt }) => known(observedAt)),
    deploymentsKnown: Boolean(reach.deployments) || deployments.length > 0,
    gatesKnown:
      Boolean(reach.gates) ||
      deployments.some(({ deployment }) => deployment.waits !== undefined) ||
      pipelines.some(({ gatesComplete }) => gatesComplete),
    pipelinesKnown:
      pipelines.length > 0 || (Boolean(reach.pipelines) && !seenLater),
    inventoryRead:
      pipelines.some(({ gatesComplete }) => gatesComplete) ||
      (Boolean(reach.gates) && !seenLater),
  };
}

/** When a deployment counts: when it ended, else when it was first heard of. */
function momentOf(view: DeploymentView): number {
  return (
    view.finished ??
    view.requested ??
    view.started ??
    view.waits[0]?.from ??
    toMillis(view.deployment.observedAt)
  );
}

function viewDeployment(
  deployment: Deployment,
  now: number,
  input: MeasureInput,
): DeploymentView | undefined {
  const requested = millisOf(deployment.requestedAt);
  const started = millisOf(deployment.startedAt);
  const ended = millisOf(deployment.finishedAt);
  const firstHeard =
    requested ?? started ?? ended ?? toMillis(deployment.observedAt);
  if (firstHeard > now) {
    return undefined;
  }
  const finished = ended !== undefined && ended <= now ? ended : undefined;
  const endsLater = ended !== undefined && finished === undefined;
  const tier = resolveTier(
    deployment.environment,
    deployment.tier,
    input.settings.tierPatterns,
  );
  // Only production is measured in detail; the times of other tiers' waits and changes are never read.
  const detailed = tier === 'production';
  const waits = detailed ? viewWaits(deployment, finished, now) : [];
  return {
    deployment,
    key: recordKey(deployment),
    tier,
    outcome: endsLater ? 'pending' : deployment.outcome ?? 'pending',
    requested,
    started,
    finished,
    waits,
    approvals: uniteIntervals(
      waits.filter(({ wait }) => wait.kind === 'approval'),
    ),
    changes: detailed ? viewChanges(deployment) : [],
  };
}

function viewWaits(
  deployment: Deployment,
  finished: number | undefined,
  now: number,
): WaitView[] {
  const waits: WaitView[] = [];
  for (const wait of deployment.waits ?? []) {
    const from = toMillis(wait.from);
    if (from > now) continue;
    const ended = wait.to === undefined ? finished : toMillis(wait.to);
    const open = ended === undefined || ended > now;
    const to = open ? now : ended;
    waits.push({ wait, from, to: Math.max(from, to), open });
  }
  return waits.sort((a, b) => a.from - b.from || a.to - b.to);
}

function viewChanges(deployment: Deployment): ChangeView[] {
  return (deployment.changes ?? []).map(change => ({
    change,
    committed: toMillis(change.committedAt),
    opened: millisOf(change.openedAt),
    merged: millisOf(change.mergedAt),
  }));
}

function millisOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : toMillis(instant);
}

function uniqueRecords(records: EntityRecords): EntityRecords {
  return {
    deployments: uniqueByKey(records.deployments),
    pipelines: uniqueByKey(records.pipelines),
    provisionings: uniqueByKey(records.provisionings),
    incidents: uniqueByKey(records.incidents),
    facts: uniqueByKey(records.facts),
  };
}

/** Merged where a key occurs twice, and always ordered by key. @internal */
export function uniqueByKey<
  T extends { source: string; id: string; observedAt: string },
>(records: readonly T[]): T[] {
  const keyed = records.map(record => ({ key: recordKey(record), record }));
  if (new Set(keyed.map(({ key }) => key)).size < records.length) {
    return mergeRecords(records);
  }
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ record }) => record);
}
