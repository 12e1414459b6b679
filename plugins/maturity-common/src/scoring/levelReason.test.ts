// SPDX-License-Identifier: Apache-2.0
import { entityRecords, NOW, UNREACHED } from '../__testUtils__/records';
import { validateModel } from '../model';
import { evaluateScorecard } from './evaluateScorecard';
import { LevelReason, Scorecard } from './types';

interface Plan {
  id: string;
  dimension: string;
  /** Absent: no data. */
  value?: number;
  required?: boolean;
  waived?: boolean;
}

/** Checks that ask for 10, 20 and 30 for the levels Some, Most and All; the target is Most. */
function scorecardOf(
  plans: Plan[],
  policy: 'weakest-link' | 'mean' = 'weakest-link',
): Scorecard {
  const { model } = validateModel({
    levels: ['None', 'Some', 'Most', 'All'].map(name => ({ name })),
    policy,
    targets: [{ level: 2 }],
    dimensions: [...new Set(plans.map(({ dimension }) => dimension))].map(
      dimension => ({
        id: dimension,
        title: dimension,
        description: 'A question?',
        checks: plans
          .filter(plan => plan.dimension === dimension)
          .map(({ id, required = true }) => ({
            id,
            title: `Title of ${id}`,
            failureTitle: `Improve ${id}`,
            fact: id,
            unit: 'hours',
            better: 'higher',
            ladder: [10, 20, 30],
            required,
            remediation: { effort: 'low', steps: ['Do it.'] },
          })),
      }),
    ),
  });
  const entityRef = 'component:default/shop';
  return evaluateScorecard({
    entityRef,
    entity: {},
    records: entityRecords({
      facts: plans.flatMap(({ id, value }) =>
        value === undefined
          ? []
          : [{ source: 's', id, observedAt: NOW, fact: id, value }],
      ),
    }),
    templates: { templates: [] },
    peers: [],
    reach: UNREACHED,
    model: model!,
    now: NOW,
    waivers: plans
      .filter(({ waived }) => waived)
      .map(({ id }) => ({
        id,
        entityRef,
        checkId: id,
        reason: 'Until the move is over',
        state: 'approved',
        from: '2026-01-01T00:00:00.000Z',
        until: '2027-01-01T00:00:00.000Z',
      })),
  });
}

const holding = (id: string, dimension: string, value: number, needs: number) =>
  expect.objectContaining({
    checkId: id,
    dimensionId: dimension,
    title: `Title of ${id}`,
    unit: 'hours',
    better: 'higher',
    value,
    needs,
  });

describe('why a level is what it is', () => {
  it.each<[string, Plan[], LevelReason]>([
    [
      'names the lowest dimension and only those of its required checks that hold it',
      [
        { id: 'slow', dimension: 'a', value: 12 },
        { id: 'good', dimension: 'a', value: 25 },
        { id: 'optional', dimension: 'a', value: 0, required: false },
        { id: 'other', dimension: 'b', value: 25 },
      ],
      {
        id: 'held-by-dimensions',
        data: {
          level: 1,
          next: 2,
          dimensions: [
            {
              dimensionId: 'a',
              title: 'a',
              checks: [holding('slow', 'a', 12, 20)],
            },
          ],
        },
      },
    ],
    [
      'names every dimension at the lowest level',
      [
        { id: 'left', dimension: 'a', value: 5 },
        { id: 'right', dimension: 'b', value: 9 },
      ],
      {
        id: 'held-by-dimensions',
        data: {
          level: 0,
          next: 1,
          dimensions: [
            {
              dimensionId: 'a',
              title: 'a',
              checks: [holding('left', 'a', 5, 10)],
            },
            {
              dimensionId: 'b',
              title: 'b',
              checks: [holding('right', 'b', 9, 10)],
            },
          ],
        },
      },
    ],
    [
      'says the score of a dimension without required checks',
      [{ id: 'optional', dimension: 'a', value: 15, required: false }],
      {
        id: 'held-by-dimensions',
        data: {
          level: 1,
          next: 2,
          dimensions: [
            {
              dimensionId: 'a',
              title: 'a',
              checks: [],
              score: expect.any(Number),
              needs: 200 / 3,
            },
          ],
        },
      },
    ],
    [
      'names the dimensions that lack data where there is no level',
      [
        { id: 'known', dimension: 'a', value: 30 },
        { id: 'left', dimension: 'b' },
        { id: 'right', dimension: 'c' },
      ],
      {
        id: 'not-enough-data',
        data: {
          share: 1 / 3,
          needs: 0.5,
          missing: [
            { id: 'b', title: 'b' },
            { id: 'c', title: 'c' },
          ],
        },
      },
    ],
    [
      'has nothing to say at the top',
      [{ id: 'best', dimension: 'a', value: 30 }],
      { id: 'top-level', data: { level: 3 } },
    ],
    [
      'is no lack of data where everything is waived',
      [{ id: 'waived', dimension: 'a', value: 1, waived: true }],
      { id: 'nothing-applies', data: {} },
    ],
  ])('%s', (_title, plans, expected) => {
    const scorecard = scorecardOf(plans);
    expect(scorecard.levelReason).toEqual(expected);
  });

  it('is the score under the policy of the mean, and what the next level asks of it', () => {
    const scorecard = scorecardOf(
      [
        { id: 'left', dimension: 'a', value: 10 },
        { id: 'right', dimension: 'b', value: 20 },
      ],
      'mean',
    );
    expect(scorecard.levelReason).toEqual({
      id: 'held-by-score',
      data: { level: 1, next: 2, score: 50, needs: 200 / 3 },
    });
    expect(scorecard.score).toBe(50);
  });

  it('of a dimension names the checks without data where coverage is too low, else the required ones', () => {
    const [low, unknown] = scorecardOf([
      { id: 'known', dimension: 'a', value: 10 },
      { id: 'first', dimension: 'a' },
      { id: 'second', dimension: 'a', required: false },
      { id: 'needed', dimension: 'b' },
      { id: 'optional', dimension: 'b', value: 10, required: false },
    ]).dimensions.map(({ levelReason }) => levelReason);
    expect(low).toMatchObject({
      id: 'not-enough-data',
      data: { needs: 0.5, missing: [{ id: 'first' }, { id: 'second' }] },
    });
    expect(unknown).toMatchObject({
      id: 'not-enough-data',
      data: { missing: [{ id: 'needed' }] },
    });
  });
});
