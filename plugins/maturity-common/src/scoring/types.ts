// SPDX-License-Identifier: Apache-2.0
import {
  Basis,
  EvidenceItem,
  MeasureFlag,
  MeasureUnit,
} from '../measures/types';
import { Instant } from '../records';

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
  /** Hours a week lost beyond the target's threshold; only for measures that count time. */
  timeLost?: number;
  /** A sentence: why there is no data, why it does not apply, what went wrong. */
  reason?: string;
  cause?: 'no-source' | 'no-samples' | 'not-applicable-here';
  waiver?: { id: string; until: Instant; reason: string };
  /** The worst evidence, at most 5 on a scorecard; the evidence endpoint pages the rest. */
  evidence: EvidenceItem[];
}

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
  checks: CheckResult[];
}

/** The one thing to do next. @public */
export interface NextStep {
  checkId: string;
  dimensionId: string;
  /** What is wrong, in numbers. */
  message: string;
  effort: 'low' | 'medium' | 'high';
  /** Points of the overall score. */
  gain: number;
  /** The overall (or dimension) level it leads to, where it lifts one. */
  liftsLevelTo?: number;
  lifts?: 'scorecard' | 'dimension';
}

/** Median change from commit to production. @public */
export interface TimeBreakdown {
  /** Number of changes. */
  n: number;
  p50: TimeSegments;
  p90: TimeSegments;
  /** Share of the whole time spent waiting for approval, 0..1. */
  approvalShare: number;
  gates: number;
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
  score?: number;
  coverage: number;
  target: number;
  /** Dimensions without a level, by id. */
  notLeveled: string[];
  dimensions: DimensionResult[];
  nextStep?: NextStep;
  timeBreakdown?: TimeBreakdown;
}
