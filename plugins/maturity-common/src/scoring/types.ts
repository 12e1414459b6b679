// SPDX-License-Identifier: Apache-2.0
import {
  Basis,
  EvidenceItem,
  MeasureFlag,
  MeasureUnit,
  SharedCause,
} from '../measures/types';
import { Instant } from '../records';
import { LeadTimeHistogram } from './leadTimeHistogram';

/** @public */
export type CheckOutcome =
  | 'met'
  | 'below'
  | 'no-data'
  | 'not-applicable'
  | 'waived'
  | 'error';

/** The result of one check for one entity. @public */
export interface CheckResult {
  checkId: string;
  dimensionId: string;
  measureId: string;
  title: string;
  outcome: CheckOutcome;
  required: boolean;
  /** False: shown, never scored. */
  graded: boolean;
  weight: number;
  unit: MeasureUnit;
  better: 'higher' | 'lower';
  /** In `unit`; present whenever there is data, also when waived. */
  value?: number;
  n?: number;
  basis?: Basis;
  inferredFrom?: string;
  flags: MeasureFlag[];
  freshest?: Instant;
  samples?: number[];
  /** The value in working hours, shown beside the clock hours that are graded. */
  workingHours?: number;
  /** 0..L; absent without data. */
  level?: number;
  /** 0..100; absent without data. */
  score?: number;
  /** Level this entity must reach here. */
  target: number;
  /** Value that the target level asks for; absent where no ladder step asks for one. */
  targetThreshold?: number;
  /** The next step of the ladder above `level`; absent at the top. */
  next?: { level: number; threshold: number };
  /** Thresholds of levels 1..L; `null` where a level asks for nothing. */
  thresholds: (number | null)[];
  /** How far its samples lie beyond the target's threshold; only for measures that count time. */
  excess?: CheckExcess;
  /** Set where a shared thing keeps the check below its target: not the entity's owner can repair it. */
  sharedCause?: SharedCause;
  /** A sentence: why there is no data, why it does not apply, what went wrong. */
  reason?: string;
  cause?: 'no-source' | 'no-samples' | 'not-applicable-here';
  waiver?: { id: string; until: Instant; reason: string };
  /** The worst evidence, at most 5 on a scorecard; the evidence endpoint pages the rest. */
  evidence: EvidenceItem[];
}

/**
 * How far samples lie beyond what the target allows, on average. It is never added up over samples: they wait side by
 * side, and a sum of that is nobody's hours.
 *
 * @public
 */
export interface CheckExcess {
  /** Mean over all samples of the part beyond the threshold, those below it counting 0; hours. */
  hours: number;
  samples: number;
  /** Samples beyond the threshold. */
  beyond: number;
  /** Samples beyond the threshold, a week. */
  perWeek: number;
}

/** The part of changes' lead times beyond what the target allows. @public */
export interface TimeLost {
  /** What a change may take from commit to production at the target; hours. */
  target: number;
  /** Changes that went live in the window. */
  changes: number;
  /** Changes that took longer than the target allows. */
  beyond: number;
  /** The same a week. */
  perWeek: number;
  /** Mean over all changes of the part beyond the target, those within it counting 0; hours. */
  hours: number;
  /** The same in working hours. */
  workingHours: number;
  /** `hours`, cut into disjoint segments that add up to it. */
  segments: { id: (typeof TIME_SEGMENTS)[number]; hours: number }[];
}

/** A required check at the level that it holds its dimension at. @public */
export interface HoldingCheck {
  checkId: string;
  dimensionId: string;
  title: string;
  unit: MeasureUnit;
  better: 'higher' | 'lower';
  /** In `unit`. */
  value: number;
  workingHours?: number;
  /** Threshold of the next level, in `unit`. */
  needs: number;
}

/**
 * Why a level is what it is, as data: `Level 1, because of Approval bottlenecks: approval wait 31 h, Standardized needs
 * 24 h` is made from it where it is shown. `next` is the level above `level`; shares and `needs` of them are 0..1.
 *
 * @public
 */
export type LevelReason =
  | { id: 'top-level'; data: { level: number } }
  /** A dimension whose required checks hold it. */
  | {
      id: 'held-by-checks';
      data: { level: number; next: number; checks: HoldingCheck[] };
    }
  /** A scorecard whose lowest dimensions hold it; one without required checks is held by its score. */
  | {
      id: 'held-by-dimensions';
      data: {
        level: number;
        next: number;
        dimensions: {
          dimensionId: string;
          title: string;
          checks: HoldingCheck[];
          score?: number;
          needs?: number;
        }[];
      };
    }
  | {
      id: 'held-by-score';
      data: { level: number; next: number; score: number; needs: number };
    }
  /**
   * There is no level: of a dimension, coverage is too low or no required check has data (`missing` are checks); of a
   * scorecard, too little of the weight is leveled (`missing` are dimensions).
   */
  | {
      id: 'not-enough-data';
      data: {
        share: number;
        needs: number;
        missing: { id: string; title: string }[];
      };
    }
  /** Every check is waived or does not apply. */
  | { id: 'nothing-applies'; data: {} };

/** What repairing a check lifts, and to which level. @public */
export type Lift =
  | { what: 'scorecard'; level: number }
  | { what: 'dimension'; dimensionId: string; level: number };

/** @public */
export interface DimensionResult {
  dimensionId: string;
  title: string;
  weight: number;
  /** Absent below half coverage: not enough data. */
  level?: number;
  /** 0..100; absent without any data. */
  score?: number;
  /** Weight with data ÷ weight applicable, 0..1; 1 when nothing applies. */
  coverage: number;
  target: number;
  /** Undefined where the dimension has no level. */
  atTarget?: boolean;
  /** Absent on scorecards that an earlier version stored. */
  levelReason?: LevelReason;
  checks: CheckResult[];
}

/** The one thing to do next. @public */
export interface NextStep {
  kind: 'check' | 'connect-source';
  /** Id of the check, `connect-source:<source>` for a source without data. */
  checkId: string;
  /** Absent for a source. */
  dimensionId?: string;
  /** What is wrong, in numbers. */
  message: string;
  effort: 'low' | 'medium' | 'high';
  /** Points of the overall score; 0 where there is none. */
  gain: number;
  /** Absent where it lifts nothing. */
  lifts?: Lift;
  /** Of a source: what it adds to the coverage, 0..1. */
  coverageGain?: number;
}

/** A check below its target that not the entity's owner can repair. @public */
export interface WaitingCheck {
  checkId: string;
  dimensionId: string;
  cause: SharedCause;
  /** Who owns the cause, where that is known. */
  owner?: string;
  /** Points of the overall score, once the cause is gone. */
  gain: number;
  lifts?: Lift;
}

/** Median change from commit to production. @public */
export interface TimeBreakdown {
  /** Number of changes. */
  n: number;
  p50: TimeSegments;
  p90: TimeSegments;
  /** Absent on scorecards that an earlier version stored. */
  mean?: TimeSegments;
  /** For those of many entities together; absent on scorecards that an earlier version stored. */
  leadTimes?: LeadTimeHistogram;
  /** Share of the whole time spent waiting for approval, 0..1; absent unless it is known of every change. */
  approvalShare?: number;
  /** Segments that no source could tell; absent where every segment of every change is known. */
  unknown?: UnknownSegment[];
  gates: number;
}

/**
 * A segment that is not known of some changes. It shows 0 hours for them: what it took, if anything, is part of
 * another segment.
 *
 * @public
 */
export interface UnknownSegment {
  id: (typeof TIME_SEGMENTS)[number];
  /** Number of changes that it is not known of, at least one. */
  changes: number;
}

/** @public */
export const TIME_SEGMENTS = [
  'code',
  'review',
  'batch',
  'queue',
  'timer',
  'approval',
  'deploy',
] as const;

/** Hours; the segments add up to `total`. @public */
export interface TimeSegments {
  total: number;
  segments: { id: (typeof TIME_SEGMENTS)[number]; hours: number }[];
}

/** An entity's levels, scores, coverage and check results under one version of the model. @public */
export interface Scorecard {
  entityRef: string;
  modelVersion: string;
  /** The instant it was evaluated for; the window ends here. */
  asOf: Instant;
  window: { from: Instant; to: Instant };
  level?: number;
  levelName?: string;
  /** Absent where there is no overall level: there is not enough data. */
  score?: number;
  /** Absent on scorecards that an earlier version stored. */
  levelReason?: LevelReason;
  coverage: number;
  target: number;
  /** Dimensions without a level, by id. */
  notLeveled: string[];
  dimensions: DimensionResult[];
  nextStep?: NextStep;
  /** Named beside the next step, in the order of tasks. Absent on scorecards that an earlier version stored. */
  waitsFor?: WaitingCheck[];
  timeBreakdown?: TimeBreakdown;
  /** Absent where lead time is not graded or no change went live. */
  timeLost?: TimeLost;
}
