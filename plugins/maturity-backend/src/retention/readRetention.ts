// SPDX-License-Identifier: Apache-2.0
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { windowEndingAt } from '@delivery-maturity/backstage-plugin-maturity-common';
import { recordReach } from '../store/recordReach';

const DAY_MS = 86_400_000;

/** How long things are kept, in milliseconds; `Infinity` is forever. See `maturity.retention` in `config.d.ts`. @internal */
export interface Retention {
  deployments: number;
  incidents: number;
  facts: number;
  events: number;
  unmatched: number;
  evaluationRuns: number;
  collectorRuns: number;
  taskEvidence: number;
  dailyHistory: number;
}

const DEFAULT_DAYS: Record<keyof Retention, number> = {
  deployments: 400,
  // A scorecard looks 400 days further back for them than its window goes.
  incidents: 800,
  facts: 800,
  events: 400,
  unmatched: 400,
  evaluationRuns: 90,
  collectorRuns: 400,
  taskEvidence: 400,
  dailyHistory: 365,
};

interface Least {
  ms: number;
  /** What needs it, the end of a sentence. */
  why: string;
}

/**
 * Reads `maturity.retention`. What is shorter than the plugin needs is a problem, not a shorter memory: scores would
 * change by it.
 *
 * @param window - that of the model, an ISO 8601 duration
 * @internal
 */
export function readRetention(
  config: Config | undefined,
  window: string,
  problems: string[],
): Retention {
  const least = leastRetention(window);
  return Object.fromEntries(
    Object.entries(DEFAULT_DAYS).map(([key, days]) => {
      const fallback = Math.max(
        days * DAY_MS,
        least[key as keyof Retention].ms,
      );
      try {
        return [
          key,
          readOne(config, key, least[key as keyof Retention]) ?? fallback,
        ];
      } catch (error) {
        problems.push((error as Error).message);
        return [key, fallback];
      }
    }),
  ) as unknown as Retention;
}

function readOne(
  config: Config | undefined,
  key: string,
  least: Least,
): number | undefined {
  if (!config?.has(key)) {
    return undefined;
  }
  if (config.getOptional(key) === 'forever') {
    return Infinity;
  }
  const given = durationOf(config, key);
  if (!(given >= least.ms)) {
    throw new Error(
      `'maturity.retention.${key}' is ${inDays(given)}; write at least ${inDays(
        least.ms,
      )}, because ${least.why}.`,
    );
  }
  return given;
}

function durationOf(config: Config, key: string): number {
  try {
    return durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch {
    throw new Error(
      `'maturity.retention.${key}' is ${JSON.stringify(
        config.getOptional(key),
      )}; write a duration, for example 'P400D' or '{ days: 400 }', or 'forever'.`,
    );
  }
}

function leastRetention(window: string): Record<keyof Retention, Least> {
  const now = new Date();
  const from = Date.parse(windowEndingAt(now.toISOString(), window).from);
  const { deploymentsFrom, othersFrom } = recordReach(from);
  const read = (fromMs: number): Least => ({
    ms: Math.ceil((now.getTime() - fromMs) / DAY_MS) * DAY_MS,
    why: `scorecards with the window ${window} read that far back`,
  });
  const day: Least = { ms: DAY_MS, why: 'it is removed once a day' };
  return {
    deployments: read(deploymentsFrom),
    incidents: read(othersFrom),
    facts: read(othersFrom),
    events: read(deploymentsFrom),
    unmatched: day,
    evaluationRuns: day,
    collectorRuns: day,
    taskEvidence: {
      ms: 31 * DAY_MS,
      why: 'a task may be reopened for 30 days after it was resolved',
    },
    dailyHistory: {
      ms: 38 * DAY_MS,
      why: 'the change of a score over 30 days is told by the day',
    },
  };
}

/** @internal */
export function inDays(milliseconds: number): string {
  const days = Math.round((milliseconds / DAY_MS) * 10) / 10;
  return days === 1 ? '1 day' : `${days} days`;
}
