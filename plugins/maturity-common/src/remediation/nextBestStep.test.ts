// SPDX-License-Identifier: Apache-2.0
import { entityRecords, NOW, UNREACHED } from '../__testUtils__/records';
import { validateModel } from '../model';
import { evaluateScorecard } from '../scoring';

type Effort = 'low' | 'medium' | 'high';

interface Plan {
  id: string;
  dimension: string;
  value: number;
  effort?: Effort;
  required?: boolean;
  weight?: number;
}

/** The next step where each check asks for 10, 20 and 30, and the target is the second of three levels. */
function nextStepOf(plans: Plan[]) {
  const dimensions = [...new Set(plans.map(({ dimension }) => dimension))];
  const { model } = validateModel({
    levels: ['None', 'Some', 'Most', 'All'].map(name => ({ name })),
    targets: [{ level: 2 }],
    dimensions: dimensions.map(dimension => ({
      id: dimension,
      title: dimension,
      description: 'A question?',
      checks: plans
        .filter(plan => plan.dimension === dimension)
        .map(({ id, effort = 'low', required = true, weight = 1 }) => ({
          id,
          title: id,
          failureTitle: `Improve ${id}`,
          fact: id,
          ladder: [10, 20, 30],
          required,
          weight,
          remediation: { effort, steps: ['Do it.'] },
        })),
    })),
  });
  return evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: {},
    records: entityRecords({
      facts: plans.map(({ id, value }) => ({
        source: 's',
        id,
        observedAt: NOW,
        fact: id,
        value,
      })),
    }),
    templates: { templates: [] },
    peers: [],
    reach: UNREACHED,
    model: model!,
    now: NOW,
    waivers: [],
  }).nextStep;
}

describe('nextBestStep', () => {
  it('lifts the scorecard before a dimension, and before it gains points', () => {
    const step = nextStepOf([
      { id: 'weakest', dimension: 'a', value: 5, effort: 'high' },
      { id: 'optional', dimension: 'b', value: 0, required: false, weight: 9 },
      { id: 'better', dimension: 'b', value: 15 },
    ]);
    expect(step).toMatchObject({
      checkId: 'weakest',
      lifts: 'scorecard',
      liftsLevelTo: 1,
      effort: 'high',
    });
  });

  it('lifts a dimension where no single repair lifts the scorecard', () => {
    const step = nextStepOf([
      { id: 'left', dimension: 'a', value: 5 },
      { id: 'right', dimension: 'b', value: 5 },
      { id: 'optional', dimension: 'b', value: 0, required: false, weight: 9 },
    ]);
    expect(step).toMatchObject({ checkId: 'left', lifts: 'dimension' });
  });

  it('prefers the lesser effort for the same level, and the greater gain for the same effort', () => {
    const optional = { dimension: 'a', required: false };
    const good = { id: 'good', dimension: 'a', value: 20 };
    expect(
      nextStepOf([
        good,
        { ...optional, id: 'costly', value: 0, effort: 'high' },
        { ...optional, id: 'cheap', value: 10 },
      ])?.checkId,
    ).toBe('cheap');
    expect(
      nextStepOf([
        good,
        { ...optional, id: 'small', value: 15 },
        { ...optional, id: 'large', value: 5 },
      ])?.checkId,
    ).toBe('large');
  });

  it('has nothing to say where every check is at its target', () => {
    expect(
      nextStepOf([{ id: 'good', dimension: 'a', value: 20 }]),
    ).toBeUndefined();
  });
});
