// SPDX-License-Identifier: Apache-2.0
import { RateBudget } from '@delivery-maturity/backstage-plugin-maturity-node';

/** Entities whose deployments are recognized in the same way. @internal */
export interface RecognitionSummary {
  recognizes: string;
  entities: number;
  /** The first of them. */
  entityRefs: string[];
}

/** What is kept of a collector's runs, as JSON. @internal */
export interface CollectorRunState {
  startedAt: string;
  finishedAt?: string;
  lastSuccessAt?: string;
  /** Why the last run ended early. */
  lastError?: string;
  entities: number;
  /** Records that were new or changed, over all runs. */
  records: number;
  budgets: RateBudget[];
  backfill?: { done: number; total: number };
  /** Entities that lack something, the first of them. */
  incomplete: { entityRef: string; message: string }[];
  /** Absent in what an earlier version kept. */
  recognition?: RecognitionSummary[];
  refusals: { entityRef: string; message: string }[];
  /** How often it runs, for the time of the next run. */
  everyMs?: number;
}

/** @internal */
export function parseRunState(data: string): CollectorRunState {
  return JSON.parse(data) as CollectorRunState;
}
