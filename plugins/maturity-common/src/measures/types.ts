// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  EntityRecords,
  Instant,
  Provisioning,
  Reach,
  ReachKind,
  Tier,
} from '../records';
import { TemplateRegistry } from '../pipelines/types';
import { Inventory } from './inventories';
import { WorkingCalendar } from './support/workingHours';

/** @public */
export type MeasureUnit =
  | 'ratio'
  | 'days'
  | 'hours'
  | 'per-week'
  | 'count'
  | 'boolean'
  | 'number';

/** How a number came to be; the portal always says which. @public */
export type Basis = 'measured' | 'inferred' | 'declared';

/** @public */
export type MeasureFlag =
  | 'lowConfidence'
  | 'censored'
  | 'floating'
  | 'truncated'
  | 'stale';

/** A shared thing that holds back whoever uses it; its owner repairs it for all of them. @public */
export interface SharedCause {
  kind: 'template' | 'gate' | 'provisioning-route' | 'source';
  /** Names the thing itself: template id and version, gate, Scaffolder template or basis of requests, host. */
  key: string;
  /** The thing's name for people. */
  title: string;
}

/** One thing that a number was made of. @public */
export interface EvidenceItem {
  /** What it is: a record, or a part of one. */
  kind:
    | 'deployment'
    | 'wait'
    | 'change'
    | 'pipeline'
    | 'reference'
    | 'gate'
    | 'provisioning'
    | 'incident'
    | 'fact'
    | 'stage';
  /** Key of the record behind it. */
  source: string;
  id: string;
  /** What a reader sees, for example `deploy 841 to production` or a gate's name. */
  label: string;
  /** Its own contribution in the measure's unit, where it has one. */
  value?: number;
  /** It went into the number, and nothing is wrong with it. */
  countsWell?: boolean;
  at?: Instant;
  /** Set where it is no thing of the entity's own. */
  cause?: SharedCause;
  url?: string;
  /** The deployments that a release is made of, where they are several; at most 20. */
  parts?: EvidencePart[];
  /** Short extra facts, `{ gate: 'prod-approval', ref: 'v4' }`. */
  details?: Record<string, string | number | boolean>;
}

/** One deployment of a release. @public */
export interface EvidencePart {
  source: string;
  id: string;
  /** Its environment, and the job that deployed where that is known. */
  label: string;
  outcome: NonNullable<Deployment['outcome']>;
  at?: Instant;
  url?: string;
}

/** The result of one measure over one entity's records. @public */
export type Measurement =
  | {
      status: 'data';
      /** In the measure's unit; a boolean measure gives 0 or 1. */
      value: number;
      /** Sample size. */
      n: number;
      basis: Basis;
      /** Where an inferred value was taken from, for example `system:default/checkout`. */
      inferredFrom?: string;
      flags: MeasureFlag[];
      /** Newest record that went into it. */
      freshest?: Instant;
      /** Samples in the measure's unit, at most 200, ascending, evenly picked; for the strip plot. */
      samples?: number[];
      /** Hours-valued samples, complete: how far they lie beyond a target needs each of them. */
      hourSamples?: number[];
      /** The value in working hours (calendar of the owner), shown beside the clock hours that are scored. */
      workingHours?: number;
      /** Worst first, at most 200. */
      evidence: EvidenceItem[];
    }
  | {
      status: 'no-data';
      /** A sentence for people: what is missing and what would provide it. */
      reason: string;
      /** Machine-readable cause. */
      cause: 'no-source' | 'no-samples' | 'not-applicable-here';
    };

/** @public */
export interface MeasureWindow {
  from: Instant;
  to: Instant;
}

/** Requests on the ways on which an entity may come about; each list is the same for all entities that share it. @public */
export interface PeerProvisioning {
  /** `template:default/service`, `system:default/checkout`, `group:default/payments`, or `everybody`. */
  ref: string;
  /**
   * What the requests have in common with the entity. Those of its template count as its own way, so that one stands
   * here only where it is in the catalog.
   */
  relation: 'template' | 'owner' | 'system' | 'everybody';
  /** The entity's own among them, with its `entityRef`; done at the first success in any environment. */
  provisionings: Provisioning[];
}

/** Everything that a measure may look at. No clock: `now` is given. @public */
export interface MeasureInput {
  entityRef: string;
  records: EntityRecords;
  window: MeasureWindow;
  now: Instant;
  templates: TemplateRegistry;
  peers: PeerProvisioning[];
  /** What the sources of the entity can tell together, whether or not there is anything to tell. */
  reach: Reach;
  /** What each source can tell, by the `source` of its records; absent: all of them what `reach` says. */
  sourceReach?: Record<string, Reach>;
  /** Since when an inventory could not be read anew; absent: it is read well. It changes flags only. */
  inventoryUnreadSince?: Partial<Record<Inventory, Instant>>;
  settings: MeasureSettings;
  /** How much evidence is wanted, default and at most 200; a scorecard shows a handful. */
  evidenceLimit?: number;
  /** Whether what counts well is wanted after it: where one looks, not on a scorecard, which is stored. */
  wantsAllCounted?: boolean;
}

/** @public */
export interface MeasureSettings {
  requiredStages: string[];
  /** Ordered patterns, first match wins; used where a deployment carries no tier of its own. */
  tierPatterns: { pattern: string; tier: Tier }[];
  /** Milliseconds after the end of a part within which the next part of a release begins; default 24 h, 0: none. */
  releasesWithin?: number;
  /** When people are expected to answer; default Monday to Friday, 09 to 17 UTC. */
  workingCalendar?: WorkingCalendar;
}

/** A measure: what it is, and how it is computed. @public */
export interface Measure {
  meta: {
    id: string;
    title: string;
    /** The definition in plain words, shown to the people who are scored. */
    description: string;
    unit: MeasureUnit;
    better: 'higher' | 'lower';
    /** Below this sample size the value is flagged `lowConfidence`. */
    minimumSamples: number;
    /** Duration (ISO 8601) of its own window, where it is not the model's. */
    window?: string;
    /** Where the definition comes from. */
    source: string;
    /** What a source must be able to tell for it; absences are zeros only within it. */
    needs: ReachKind[];
    /** Whether its samples are hours, so that it can be told how far they lie beyond the target. */
    countsTime: boolean;
  };
  compute(input: MeasureInput): Measurement;
}
