// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  approvals,
  check,
  deployability,
  pipeline,
  provisioning,
  TARGET,
} from './dimensions';

/** The instant at which the fixtures were evaluated. */
export const EVALUATED_AT = '2026-11-22T12:00:00.000Z';

export const ENTITY_REF = 'component:default/checkout-api';

/** A service that waits for approvals; as the backend answers. @internal */
export function scorecardFixture(
  overrides: Partial<ScorecardView> = {},
): ScorecardView {
  return {
    entity: {
      entityRef: ENTITY_REF,
      kind: 'component',
      namespace: 'default',
      name: 'checkout-api',
      owner: 'group:default/team-payments',
      system: 'system:default/checkout',
      type: 'service',
      lifecycle: 'production',
    },
    entityRef: ENTITY_REF,
    modelVersion: '1',
    asOf: EVALUATED_AT,
    window: { from: '2026-08-24T12:00:00.000Z', to: EVALUATED_AT },
    level: 1,
    levelName: 'Repeatable',
    score: 58,
    coverage: 0.92,
    target: TARGET,
    notLeveled: [],
    dimensions: [pipeline, provisioning, deployability, approvals],
    nextStep: {
      kind: 'check',
      checkId: 'approval-wait',
      dimensionId: 'approval-bottlenecks',
      message:
        'Approval wait, median: 26 h. Standardized allows 24 h, your target Self-service 4 h.',
      effort: 'low',
      gain: 9,
      lifts: { what: 'scorecard', level: 2 },
    },
    timeBreakdown: {
      n: 212,
      approvalShare: 0.54,
      gates: 2,
      p50: {
        total: 48.2,
        segments: [
          { id: 'code', hours: 9 },
          { id: 'review', hours: 7 },
          { id: 'batch', hours: 5.4 },
          { id: 'queue', hours: 0.2 },
          { id: 'timer', hours: 0.25 },
          { id: 'approval', hours: 26 },
          { id: 'deploy', hours: 0.35 },
        ],
      },
      p90: {
        total: 118,
        segments: [
          { id: 'code', hours: 18 },
          { id: 'review', hours: 15 },
          { id: 'batch', hours: 12 },
          { id: 'queue', hours: 0.6 },
          { id: 'timer', hours: 0.25 },
          { id: 'approval', hours: 71 },
          { id: 'deploy', hours: 1.15 },
        ],
      },
    },
    evaluatedAt: EVALUATED_AT,
    delta30d: 6,
    pending: false,
    sources: [
      {
        id: 'github',
        title: 'GitHub',
        state: 'ok',
        newest: '2026-11-22T09:41:00.000Z',
      },
    ],
    ...overrides,
  };
}

/** The same service before any source reached it. @internal */
export function emptyScorecardFixture(
  sources: ScorecardView['sources'],
): ScorecardView {
  const full = scorecardFixture();
  return {
    ...full,
    level: undefined,
    levelName: undefined,
    score: undefined,
    delta30d: undefined,
    coverage: 0,
    nextStep: undefined,
    timeBreakdown: undefined,
    notLeveled: full.dimensions.map(({ dimensionId }) => dimensionId),
    dimensions: full.dimensions.map(dimension => ({
      ...dimension,
      level: undefined,
      score: undefined,
      atTarget: undefined,
      coverage: 0,
      checks: dimension.checks.map(result =>
        check({
          checkId: result.checkId,
          dimensionId: result.dimensionId,
          measureId: result.measureId,
          title: result.title,
          unit: result.unit,
          better: result.better,
          graded: result.graded,
          thresholds: result.thresholds,
          reason: 'No source delivers this for the entity.',
          cause: 'no-source',
        }),
      ),
    })),
    sources,
  };
}
