// SPDX-License-Identifier: Apache-2.0

/** Which way something went, as far as the numbers beside it say. @public */
export const VERDICTS = [
  'better',
  'worse',
  'mixed',
  'unchanged',
  'not-enough',
] as const;
/** @public */
export type Verdict = (typeof VERDICTS)[number];

/** How levels and scores are distributed over a scope on one day. @public */
export interface TrendState {
  /** UTC day. */
  day: string;
  /** Entities at each level 0..L. */
  levels: readonly number[];
  /** Mean score of the entities with a level. */
  score?: number;
}

/** One side of a comparison, with the digits that are shown. @public */
export interface TrendSide {
  day: string;
  /** Entities with a level: what all shares are of. */
  leveled: number;
  /** Share of them at each level 0..L, whole percents as 0..1. */
  shares: number[];
  /** Share of them at each level 0..L or above. */
  atLeast: number[];
  /** One decimal. */
  score?: number;
}

/** What a course comes to: levels and scores then and now, and whether that is better. @public */
export interface TrendVerdict {
  verdict: Verdict;
  levels: Verdict;
  score: Verdict;
  then: TrendSide;
  now: TrendSide;
  /** The level whose share *at it or above* rose most, where one did. */
  rise?: number;
  /** The level whose share *at it or above* fell most, where one did. */
  fall?: number;
}

/** Scores that are closer are the same to a reader: a window that slides moves them by as much. */
const SCORE_STEP = 0.5;
/** Below this ratio of entities with a level, then and now are not the same organization. */
const COMPARABLE = 0.5;

/**
 * Compares the first day on which anything had a level with the last one. The verdict is taken on the numbers as they
 * are shown, so that it never contradicts them: levels are better where no share of *this level or above* fell and one
 * rose, mixed where some rose and some fell; the whole is mixed where levels and scores disagree.
 *
 * @public
 */
export function trendVerdict(
  states: readonly TrendState[],
): TrendVerdict | undefined {
  const first = states.find(({ levels }) => countOf(levels) > 0);
  const last = states[states.length - 1];
  if (!first) {
    return undefined;
  }
  const then = sideOf(first);
  const now = sideOf(last);
  if (!areComparable(then, now)) {
    const verdict = 'not-enough';
    return { verdict, levels: verdict, score: verdict, then, now };
  }
  const changes = now.atLeast.map((share, level) =>
    Math.round((share - then.atLeast[level]) * 100),
  );
  const levels = directionOf(changes.some(isUp), changes.some(isDown));
  const score = scoreVerdict(then.score, now.score);
  return {
    verdict: together(levels, score),
    levels,
    score,
    then,
    now,
    ...extreme('rise', changes, isUp),
    ...extreme('fall', changes, isDown),
  };
}

function areComparable(then: TrendSide, now: TrendSide): boolean {
  const most = Math.max(then.leveled, now.leveled);
  const least = Math.min(then.leveled, now.leveled);
  return then.day !== now.day && least > 0 && least / most >= COMPARABLE;
}

function sideOf({ day, levels, score }: TrendState): TrendSide {
  const leveled = countOf(levels);
  const share = (count: number) =>
    leveled === 0 ? 0 : Math.round((count / leveled) * 100) / 100;
  return {
    day,
    leveled,
    shares: levels.map(share),
    atLeast: levels.map((_, level) => share(countOf(levels.slice(level)))),
    ...(score !== undefined &&
      leveled > 0 && { score: Math.round(score * 10) / 10 }),
  };
}

function countOf(levels: readonly number[]): number {
  return levels.reduce((sum, count) => sum + count, 0);
}

function directionOf(up: boolean, down: boolean): Verdict {
  if (up && down) return 'mixed';
  if (up) return 'better';
  return down ? 'worse' : 'unchanged';
}

function scoreVerdict(then?: number, now?: number): Verdict {
  if (then === undefined || now === undefined) {
    return 'not-enough';
  }
  const change = Math.round((now - then) * 10) / 10;
  return directionOf(change >= SCORE_STEP, change <= -SCORE_STEP);
}

function together(levels: Verdict, score: Verdict): Verdict {
  if (score === 'not-enough' || score === 'unchanged' || score === levels) {
    return levels;
  }
  return levels === 'unchanged' ? score : 'mixed';
}

function extreme(
  key: 'rise' | 'fall',
  changes: readonly number[],
  counts: (change: number) => boolean,
): { rise?: number; fall?: number } {
  const size = Math.max(0, ...changes.filter(counts).map(Math.abs));
  const level = changes.findIndex(
    change => counts(change) && Math.abs(change) === size,
  );
  return level < 0 ? {} : { [key]: level };
}

function isUp(change: number): boolean {
  return change > 0;
}

function isDown(change: number): boolean {
  return change < 0;
}
