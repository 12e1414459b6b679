// SPDX-License-Identifier: Apache-2.0
import {
  ScorecardModel,
  ScorecardRow,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/**
 * The dimensions that hold a scorecard at its level; none where it stands at the highest, has no level, or where the
 * mean score decides.
 *
 * @internal
 */
export function heldBy(
  row: Pick<ScorecardRow, 'level' | 'dimensions'>,
  model: Pick<ScorecardModel, 'levels' | 'policy'> | undefined,
): string[] {
  if (model?.policy !== 'weakest-link' || row.level === undefined) {
    return [];
  }
  return row.level >= model.levels.length - 1
    ? []
    : row.dimensions
        .filter(({ level }) => level === row.level)
        .map(({ dimensionId }) => dimensionId);
}
