// SPDX-License-Identifier: Apache-2.0
import { Scorecard } from '@delivery-maturity/backstage-plugin-maturity-common';

/** What history keeps of a scorecard or a dimension. @internal */
export interface HistoryState {
  level: number | null;
  score: number | null;
  /** 0..1, two decimals. */
  coverage: number | null;
  modelVersion: string;
}

/** The whole scorecard's key in history. @internal */
export const WHOLE = '';

/**
 * The states of a scorecard by dimension, the whole one under the empty id. Scores have one decimal and coverage two: a
 * window that slides by an hour is not a change that anyone wants to be told.
 *
 * @internal
 */
export function historyStates(scorecard: Scorecard): Map<string, HistoryState> {
  const state = (scope: {
    level?: number;
    score?: number;
    coverage: number;
  }): HistoryState => ({
    level: scope.level ?? null,
    score: scope.score === undefined ? null : round(scope.score),
    coverage: Math.round(scope.coverage * 100) / 100,
    modelVersion: scorecard.modelVersion,
  });
  return new Map([
    [WHOLE, state(scorecard)],
    ...scorecard.dimensions.map(
      dimension => [dimension.dimensionId, state(dimension)] as const,
    ),
  ]);
}

/** @internal */
export function isSameState(a: HistoryState, b: HistoryState): boolean {
  return (
    a.level === b.level &&
    a.score === b.score &&
    a.coverage === b.coverage &&
    a.modelVersion === b.modelVersion
  );
}

/** The UTC day of an instant. @internal */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

function round(score: number): number {
  return Math.round(score * 10) / 10;
}
