// SPDX-License-Identifier: Apache-2.0
import {
  EvidenceAnswer,
  HistoryAnswer,
  ModelAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { scorecardFixture } from './scorecard';

const DAY = 86_400_000;

/** Weekly changes over 180 days, with marks. @internal */
export function historyFixture(): HistoryAnswer {
  const end = Date.UTC(2026, 10, 22);
  const scorecard = scorecardFixture();
  const series = [
    { dimensionId: undefined, score: scorecard.score!, rise: 21 },
    ...scorecard.dimensions.map(({ dimensionId, score }, index) => ({
      dimensionId,
      score: score!,
      rise: [32, 18, 24, 9][index],
    })),
  ];
  const points = series.flatMap(({ dimensionId, score, rise }, line) =>
    Array.from({ length: 27 }, (_, week) => {
      const progress = week / 26;
      const ripple = Math.sin(week * 0.9 + line * 1.7) * 2.4 * (1 - progress);
      const value = score - rise * (1 - Math.round(progress * 6) / 6) + ripple;
      return {
        dimensionId,
        day: new Date(end - (26 - week) * 7 * DAY).toISOString().slice(0, 10),
        level: Math.min(4, Math.floor(Math.max(0, value) / 25)),
        score: Math.round(Math.max(0, value) * 10) / 10,
        modelVersion: week < 10 ? 'f00d.1' : 'f00d.2',
      };
    }),
  );
  return {
    points,
    marks: [
      {
        at: '2026-08-05T06:00:00.000Z',
        type: 'definitions-changed',
        label:
          'An upgrade changed the definitions of measures: production deployments that belong together count as one release.',
      },
      {
        at: '2026-10-18T09:00:00.000Z',
        type: 'task-resolved',
        label: 'Add the missing stage “rollback”',
      },
      {
        at: '2026-11-01T09:00:00.000Z',
        type: 'waived',
        label: 'Safety defaults',
      },
    ],
  };
}

/** One page of evidence; `cursor` is the offset. @internal */
export function evidenceFixture(
  checkId: string,
  cursor: string = '0',
  limit: number = 25,
): EvidenceAnswer {
  const check = scorecardFixture()
    .dimensions.flatMap(dimension => dimension.checks)
    .find(candidate => candidate.checkId === checkId)!;
  const totalItems = 41;
  const first = Number(cursor);
  const last = Math.min(totalItems, first + limit);
  return {
    check,
    items: Array.from({ length: last - first }, (_, index) => {
      const rank = first + index;
      return {
        kind: 'wait' as const,
        source: 'github.com',
        id: `deploy-${841 - rank}`,
        label: `deploy ${841 - rank} waited at prod-approval`,
        value: Math.round((76 - rank * 1.8) * 10) / 10,
        at: new Date(Date.UTC(2026, 10, 12) - rank * 2 * DAY).toISOString(),
        url: `https://github.com/shop/checkout-api/actions/runs/${841 - rank}`,
      };
    }),
    totalItems,
    nextCursor: last < totalItems ? String(last) : undefined,
  };
}

/** The rubric, as far as the portal's screens look at it. @internal */
export function modelFixture(): ModelAnswer {
  const dimensions = scorecardFixture().dimensions.map(dimension => ({
    id: dimension.dimensionId,
    title: dimension.title,
    checks: dimension.checks.map(check => ({
      id: check.checkId,
      title: check.title,
      measureId: check.measureId,
      unit: check.unit,
      better: check.better,
      thresholds: check.thresholds,
      source: 'DORA metrics guide',
      description:
        check.checkId === 'approval-wait'
          ? 'Median, over production deployments, of the time a change waited for a human to approve it. Overlapping waits count once; deployments without a gate count as zero; a wait that is still open counts until now.'
          : `How “${check.title}” is measured, in plain words.`,
    })),
  }));
  const levels = [
    'Ad hoc',
    'Repeatable',
    'Standardized',
    'Self-service',
    'On demand',
  ].map(name => ({ name }));
  return {
    version: '1',
    model: { levels, dimensions },
    measures: [],
    templates: [],
  };
}
