// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';

/** @internal */
export type Dimension = ScorecardView['dimensions'][number];
type Check = Dimension['checks'][number];

/** The level that every check of the fixtures must reach. @internal */
export const TARGET = 3;

/** A result with what is the same for most. @internal */
export function check(
  values: Pick<Check, 'checkId' | 'dimensionId' | 'title' | 'unit'> &
    Partial<Check>,
): Check {
  return {
    measureId: values.checkId,
    outcome: values.value === undefined ? 'no-data' : 'met',
    required: false,
    graded: true,
    weight: 1,
    better: 'lower',
    flags: [],
    target: TARGET,
    thresholds: [],
    evidence: [],
    ...(values.value !== undefined && {
      n: 41,
      basis: 'measured' as const,
      freshest: '2026-11-22T09:41:00.000Z',
    }),
    ...values,
  };
}
