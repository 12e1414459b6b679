// SPDX-License-Identifier: Apache-2.0
import { CheckOutcome, Scorecard } from './types';

/** One thing that is different between two scorecards of an entity. @public */
export type Transition =
  | {
      kind: 'level';
      scope: 'scorecard' | 'dimension';
      /** Absent for the scorecard. */
      dimensionId?: string;
      from?: number;
      to?: number;
    }
  | {
      kind: 'score';
      scope: 'scorecard' | 'dimension';
      dimensionId?: string;
      from?: number;
      to?: number;
    }
  | {
      kind: 'outcome';
      dimensionId: string;
      checkId: string;
      /** Absent where the check is new. */
      from?: CheckOutcome;
      /** Absent where the check is gone. */
      to?: CheckOutcome;
    }
  | { kind: 'model'; from: string; to: string };

/**
 * What changed from one scorecard to the next: model, levels, scores and outcomes, the scorecard first. Without a
 * previous one everything that has a value is new.
 *
 * @public
 */
export function diffScorecards(
  previous: Scorecard | undefined,
  next: Scorecard,
): Transition[] {
  const transitions: Transition[] = [];
  if (previous && previous.modelVersion !== next.modelVersion) {
    transitions.push({
      kind: 'model',
      from: previous.modelVersion,
      to: next.modelVersion,
    });
  }
  transitions.push(...diffScope('scorecard', undefined, previous, next));
  const before = byId(previous);
  const after = byId(next);
  for (const dimensionId of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(dimensionId);
    const is = after.get(dimensionId);
    transitions.push(...diffScope('dimension', dimensionId, was, is));
    const oldOutcomes = outcomes(was);
    const newOutcomes = outcomes(is);
    for (const checkId of new Set([
      ...oldOutcomes.keys(),
      ...newOutcomes.keys(),
    ])) {
      const from = oldOutcomes.get(checkId);
      const to = newOutcomes.get(checkId);
      if (from === to) continue;
      transitions.push({
        kind: 'outcome',
        dimensionId,
        checkId,
        ...(from && { from }),
        ...(to && { to }),
      });
    }
  }
  return transitions;
}

type Scope = Pick<Scorecard, 'level' | 'score'>;

function diffScope(
  scope: 'scorecard' | 'dimension',
  dimensionId: string | undefined,
  was: Scope | undefined,
  is: Scope | undefined,
): Transition[] {
  return (['level', 'score'] as const).flatMap((kind): Transition[] => {
    const from = was?.[kind];
    const to = is?.[kind];
    if (from === to) return [];
    return [
      {
        kind,
        scope,
        ...(dimensionId !== undefined && { dimensionId }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      },
    ];
  });
}

function byId(scorecard: Scorecard | undefined) {
  return new Map(
    scorecard?.dimensions.map(dimension => [dimension.dimensionId, dimension]),
  );
}

function outcomes(
  dimension: Scorecard['dimensions'][number] | undefined,
): Map<string, CheckOutcome> {
  return new Map(
    dimension?.checks.map(({ checkId, outcome }) => [checkId, outcome]),
  );
}
