// SPDX-License-Identifier: Apache-2.0
import { resolveLevel } from './resolveLevel';
import { scoreDimension } from './scoreDimension';
import { CheckResult, DimensionResult } from './types';

const check = (members: Partial<CheckResult>): CheckResult => ({
  checkId: 'check',
  dimensionId: 'dimension',
  measureId: 'fact:check',
  title: 'Check',
  outcome: 'below',
  required: false,
  graded: true,
  weight: 1,
  unit: 'ratio',
  better: 'higher',
  flags: [],
  target: 3,
  thresholds: [],
  evidence: [],
  ...members,
});

const dimension = (checks: CheckResult[], minimumCoverage = 0.5) =>
  scoreDimension({
    dimensionId: 'dimension',
    title: 'Dimension',
    weight: 1,
    target: 3,
    checks,
    minimumCoverage,
    topLevel: 4,
  });

describe('scoreDimension', () => {
  it('weighs scores, and takes the lowest required level', () => {
    expect(
      dimension([
        check({ weight: 2, score: 80, level: 3, required: true }),
        check({ weight: 1, score: 20, level: 0 }),
        check({ weight: 1, score: 60, level: 2, required: true }),
        check({ graded: false, score: undefined, weight: 50 }),
      ]),
    ).toMatchObject({ score: 60, level: 2, coverage: 1, atTarget: false });
  });

  it('loses coverage by missing data and errors, and its level below half', () => {
    const data = check({ weight: 1, score: 80, level: 3, required: true });
    const half = dimension([data, check({ outcome: 'no-data' })]);
    expect(half).toMatchObject({ score: 80, level: 3, coverage: 0.5 });
    const third = dimension([
      data,
      check({ outcome: 'no-data' }),
      check({ outcome: 'error' }),
    ]);
    expect(third).toMatchObject({ score: 80, coverage: 1 / 3 });
    expect(third.level).toBeUndefined();
    expect(third.atTarget).toBeUndefined();
  });

  it('has no level where no required check has data, and full coverage where nothing applies', () => {
    const unleveled = dimension([
      check({ score: 80, level: 3 }),
      check({ outcome: 'no-data', required: true }),
    ]);
    expect(unleveled.score).toBe(80);
    expect(unleveled.level).toBeUndefined();
    expect(dimension([check({ outcome: 'waived', score: 1 })])).toMatchObject({
      coverage: 1,
    });
  });

  it('takes the level of the score where no check is required', () => {
    expect(dimension([check({ score: 74.9, level: 1 })]).level).toBe(2);
    expect(dimension([check({ score: 75, level: 1 })]).level).toBe(3);
  });
});

describe('resolveLevel', () => {
  const result = (members: Partial<DimensionResult>): DimensionResult => ({
    dimensionId: 'd',
    title: 'D',
    weight: 1,
    coverage: 1,
    target: 3,
    checks: [check({})],
    ...members,
  });
  const dimensions = [
    result({ dimensionId: 'a', level: 3, score: 90 }),
    result({ dimensionId: 'b', level: 1, score: 30 }),
    result({ dimensionId: 'c', score: 60, coverage: 0.25 }),
    result({ dimensionId: 'd', coverage: 0 }),
  ];

  it('follows the weakest leveled dimension, or the mean', () => {
    expect(resolveLevel(dimensions, 'weakest-link', 4)).toMatchObject({
      level: 1,
      score: 60,
      coverage: 2.25 / 4,
      notLeveled: ['c', 'd'],
    });
    // The mean of the two leveled ones is 60, which is level 2.
    expect(resolveLevel(dimensions, 'mean', 4).level).toBe(2);
  });

  it('has no level with less than half of the weight leveled', () => {
    const heavy = [...dimensions, result({ dimensionId: 'e', weight: 0.1 })];
    expect(resolveLevel(heavy, 'weakest-link', 4).level).toBeUndefined();
  });

  it('ignores a dimension in which nothing applies', () => {
    const empty = result({
      dimensionId: 'none',
      weight: 100,
      checks: [check({ outcome: 'not-applicable' })],
    });
    expect(resolveLevel([...dimensions, empty], 'weakest-link', 4)).toEqual(
      resolveLevel(dimensions, 'weakest-link', 4),
    );
  });
});
