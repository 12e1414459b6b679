// SPDX-License-Identifier: Apache-2.0
import { FilterPredicate } from '@backstage/filter-predicates';
import { MeasureUnit } from '../measures/types';
import { TierPattern } from '../records';
import { ModelLevel, ModelTarget, Remediation } from './modelSchema';

/** One check of a model in force: everything resolved, nothing left to default. @public */
export interface ModelCheck {
  id: string;
  title: string;
  /** Title of its task: what to change. */
  failureTitle: string;
  /** In plain words; the measure's own definition where the model gives none. */
  description: string;
  /** Id of the measure, `fact:<id>` for a fact. */
  measureId: string;
  /** Set where a fact is graded. */
  fact?: string;
  unit: MeasureUnit;
  better: 'higher' | 'lower';
  /** Thresholds of levels 1..L; `null` where a level asks for nothing. A boolean `true` is 1. */
  thresholds: (number | null)[];
  required: boolean;
  weight: number;
  graded: boolean;
  remediation: Remediation;
  applies?: FilterPredicate;
  source: string;
}

/** @public */
export interface ModelDimension {
  id: string;
  title: string;
  description: string;
  weight: number;
  checks: ModelCheck[];
}

/** How a scorecard's level follows from its dimensions. @public */
export type LevelPolicy = 'weakest-link' | 'mean';

/** The model in force: validated, with its version. @public */
export interface ScorecardModel {
  /** Stable hash of the configuration, a dot, version of the definitions of measures; what grades alike has one version. */
  version: string;
  /** Level 0 first; L is one less than their number. */
  levels: ModelLevel[];
  dimensions: ModelDimension[];
  /** ISO 8601 duration. */
  window: string;
  targets: ModelTarget[];
  policy: LevelPolicy;
  minimumCoverage: number;
  /** Which entities are scored. */
  filter: FilterPredicate;
  requiredStages: string[];
  /** Within which time, as an ISO 8601 duration, the next part of a release begins after the one before; zero: never. */
  releases: { within: string };
  tierPatterns: TierPattern[];
}
