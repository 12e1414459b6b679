// SPDX-License-Identifier: Apache-2.0
import { RateBudget } from '@delivery-maturity/backstage-plugin-maturity-node';

/** Entities whose deployments are recognized in the same way. @internal */
export interface RecognitionSummary {
  recognizes: string;
  entities: number;
  /** The first of them. */
  entityRefs: string[];
}

/** A host, or what else of the provider goes down as one. @internal */
export interface HostRun {
  host: string;
  entities: number;
  /** When it last answered for any of its entities. */
  lastSuccessAt?: string;
}

/** `github.com` of `github.com/acme/shop`. Targets that name no host are taken for those of one. @internal */
export function hostOf(target: string, collectorId: string): string {
  return target.includes('/') ? target.split('/')[0] : collectorId;
}

/** What is kept of a collector's runs, as JSON. @internal */
export interface CollectorRunState {
  startedAt: string;
  finishedAt?: string;
  /** Of the host that has been silent for longest. */
  lastSuccessAt?: string;
  /** Absent in what an earlier version kept. */
  hosts?: HostRun[];
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
