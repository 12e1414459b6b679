// SPDX-License-Identifier: Apache-2.0
import {
  EntityRecords,
  Fact,
  Incident,
  mergeRecords,
  PipelineDefinition,
  Provisioning,
  reachAt,
  recordKey,
} from '../../records';
import {
  DeploymentView,
  Release,
  releasesOf,
  viewDeployment,
} from '../../releases';
import { MeasureInput } from '../types';
import { Knowledge, knowledgeOf } from './knowledge';
import { HOUR, toInstant, toMillis } from './time';

export type { DeploymentView, Release, WaitView } from '../../releases';

/** Parts of a release begin within this time after the end of what came before; where nothing is configured. */
const DEFAULT_RELEASES_WITHIN = 24 * HOUR;

/**
 * The records of one entity as they were known at `now`: duplicates merged, in a fixed order, times read once, and
 * production deployments as releases. Every measure looks through it, so that none depends on the order in which
 * records arrived.
 *
 * @internal
 */
export interface RecordView {
  now: number;
  from: number;
  to: number;
  /** All of any tier, as records tell them; measures of production look at releases. */
  deployments: DeploymentView[];
  /** All of production that are known, redeployments too, by the time they ended or, while open, began. */
  releases: Release[];
  /** Ended at any time up to the window's end, by the time they ended; without redeployments, as all that follow. */
  productionHistory: Release[];
  /** Those of them that ended in the window `(from, to]`. */
  production: Release[];
  succeeded: Release[];
  /** Begun in the window and not ended at its end. */
  openProduction: Release[];
  /** What was live already and was deployed again in the window: in no measure. */
  redeployments: Release[];
  pipelines: PipelineDefinition[];
  provisionings: Provisioning[];
  incidents: Incident[];
  facts: Fact[];
  /** What the sources of the entity are known to tell. */
  knowledge: Knowledge;
  deploymentsKnown: boolean;
  pipelinesKnown: boolean;
  /** Whether the gate inventory was read at `now`, so that none found means none. */
  inventoryRead: boolean;
  /** Whether somebody tells the approvals of this entity’s deployments. */
  gatesKnown: boolean;
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
  const { tierPatterns, releasesWithin = DEFAULT_RELEASES_WITHIN } =
    input.settings;

  const deployments: DeploymentView[] = [];
  for (const deployment of records.deployments) {
    const view = viewDeployment(deployment, now, tierPatterns);
    if (view) deployments.push(view);
  }
  const releases = releasesOf(deployments, releasesWithin);
  const pipelines = records.pipelines.filter(({ observedAt }) =>
    known(observedAt),
  );
  const incidents = records.incidents.filter(({ openedAt }) => known(openedAt));
  const provisionings = records.provisionings.filter(({ requestedAt }) =>
    known(requestedAt),
  );
  const reach = reachAt(input.reach, toInstant(now));
  const knowledge = knowledgeOf(
    { reach, sourceReach: input.sourceReach, now: toInstant(now) },
    { deployments, incidents },
  );
  const productionHistory: Release[] = [];
  const openProduction: Release[] = [];
  const redeployments: Release[] = [];
  for (const release of releases) {
    if (release.redeployment) {
      if ((release.finished ?? now) > from) redeployments.push(release);
    } else if (release.finished !== undefined) {
      productionHistory.push(release);
    } else if (release.outcome === 'pending' && release.begin > from) {
      openProduction.push(release);
    }
  }
  const production = productionHistory.filter(
    ({ finished }) => finished! > from,
  );
  // Looking back at a time before the pipelines were first read: they were there, and nobody knew what was in them.
  const seenLater = pipelines.length === 0 && records.pipelines.length > 0;
  return {
    now,
    from,
    to,
    deployments,
    releases,
    productionHistory,
    production,
    succeeded: production.filter(({ outcome }) => outcome === 'succeeded'),
    openProduction,
    redeployments,
    pipelines,
    provisionings,
    incidents,
    facts: records.facts.filter(({ observedAt }) => known(observedAt)),
    knowledge,
    deploymentsKnown: Boolean(reach.deployments) || deployments.length > 0,
    pipelinesKnown:
      pipelines.length > 0 || (Boolean(reach.pipelines) && !seenLater),
    inventoryRead:
      pipelines.some(({ gatesComplete }) => gatesComplete) ||
      (Boolean(reach.gates) && !seenLater),
    gatesKnown: knowledge.tells('waits.approval'),
  };
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
  if (isAscending(keyed)) {
    return [...records];
  }
  if (new Set(keyed.map(({ key }) => key)).size < records.length) {
    return mergeRecords(records);
  }
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ record }) => record);
}

/** Whether records are in order already, each once. */
function isAscending(keyed: readonly { key: string }[]): boolean {
  for (let at = 1; at < keyed.length; at++) {
    if (!(keyed[at - 1].key < keyed[at].key)) return false;
  }
  return true;
}
