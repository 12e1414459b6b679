// SPDX-License-Identifier: Apache-2.0
import { MeasureUnit } from '../measures/types';

/** What a value is graded against. @public */
export interface Ladder {
  unit: MeasureUnit;
  better: 'higher' | 'lower';
  /** Thresholds of levels 1..L; `null` where a level asks for nothing. */
  thresholds: (number | null)[];
}

/** @public */
export interface Grade {
  /** 0..L */
  level: number;
  /** 0..100 */
  score: number;
  /** The next step of the ladder; absent at the top. */
  next?: { level: number; threshold: number };
}

/** Durations and frequencies span orders of magnitude: halving a wait is worth the same wherever one stands. */
const LOGARITHMIC: readonly MeasureUnit[] = ['days', 'hours', 'per-week'];

/**
 * Level and score of a value.
 *
 * @remarks
 *
 * The level is the one below the lowest level whose threshold is not met. The score adds the way from that level's
 * threshold to the next one's. It is continuous and monotone as long as each level has a threshold.
 *
 * @public
 */
export function gradeCheck(value: number, ladder: Ladder): Grade {
  const { thresholds, better, unit } = ladder;
  const top = thresholds.length;
  const unmet = thresholds.findIndex(
    threshold => threshold !== null && !isMet(value, threshold, better),
  );
  if (unmet < 0) {
    return { level: top, score: 100 };
  }
  const level = unmet;
  const threshold = thresholds[unmet] as number;
  const below = level === 0 ? null : thresholds[level - 1];
  const way =
    unit === 'boolean' ? 0 : wayToNext(value, below, threshold, ladder);
  return {
    level,
    score: ((level + way) * 100) / top,
    next: { level: unmet + 1, threshold },
  };
}

/** The value that a level asks for: its own threshold, else that of the highest level below. @public */
export function thresholdOfLevel(
  level: number,
  thresholds: readonly (number | null)[],
): number | undefined {
  for (
    let index = Math.min(level, thresholds.length) - 1;
    index >= 0;
    index--
  ) {
    const threshold = thresholds[index];
    if (threshold !== null) return threshold;
  }
  return undefined;
}

function isMet(
  value: number,
  threshold: number,
  better: 'higher' | 'lower',
): boolean {
  return better === 'higher' ? value >= threshold : value <= threshold;
}

/** 0..1: how far the value is from the threshold it meets to the one it does not. */
function wayToNext(
  value: number,
  from: number | null,
  to: number,
  { unit, better }: Ladder,
): number {
  if (from === null) {
    return clamp(better === 'higher' ? value / to : to / value);
  }
  // The logarithm has no zero: a step that asks for none is approached linearly.
  const logarithmic =
    LOGARITHMIC.includes(unit) && from > 0 && to > 0 && value > 0;
  return logarithmic
    ? clamp(Math.log(value / from) / Math.log(to / from))
    : clamp((value - from) / (to - from));
}

function clamp(way: number): number {
  return Number.isFinite(way) ? Math.min(1, Math.max(0, way)) : 0;
}
