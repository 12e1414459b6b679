// SPDX-License-Identifier: Apache-2.0
import { gradeCheck, Ladder, thresholdOfLevel } from './gradeCheck';

const hours: Ladder = {
  unit: 'hours',
  better: 'lower',
  thresholds: [72, 24, 4, 0.25],
};
const ratio: Ladder = {
  unit: 'ratio',
  better: 'higher',
  thresholds: [0.25, 0.5, 0.8, 0.95],
};
const perWeek: Ladder = {
  unit: 'per-week',
  better: 'higher',
  thresholds: [0.25, 1, 5, 10],
};
const gates: Ladder = {
  unit: 'count',
  better: 'lower',
  thresholds: [3, 2, 1, 0],
};
const scan: Ladder = {
  unit: 'boolean',
  better: 'higher',
  thresholds: [null, 1, null, null],
};
const safety: Ladder = {
  unit: 'ratio',
  better: 'higher',
  thresholds: [null, 0.34, 0.67, 1],
};

describe('gradeCheck', () => {
  it.each<[string, number, Ladder, number, number]>([
    // Level 0: 72 ÷ 144 of the way to level 1.
    ['far above the first threshold', 144, hours, 0, 12.5],
    ['on a threshold', 72, hours, 1, 25],
    // ln(72 ÷ 26) ÷ ln(72 ÷ 24) = 0.92714
    ['a wait of 26 h', 26, hours, 1, (1 + 0.9271413) * 25],
    // The geometric middle of 4 h and 0.25 h is 1 h.
    ['half way on the logarithm', 1, hours, 3, 87.5],
    ['at the top', 0.25, hours, 4, 100],
    ['no wait at all', 0, hours, 4, 100],
    ['nothing adopted', 0, ratio, 0, 0],
    ['half way to the first threshold', 0.125, ratio, 0, 12.5],
    // (0.93 − 0.8) ÷ 0.15 = 0.86667
    ['most adopted', 0.93, ratio, 3, (3 + 0.8666667) * 25],
    // ln 3.2 ÷ ln 5 = 0.72271
    ['3.2 deployments a week', 3.2, perWeek, 2, (2 + 0.7227062) * 25],
    ['no deployment', 0, perWeek, 0, 0],
    ['five gates', 5, gates, 0, 15],
    ['two gates', 2, gates, 2, 50],
    ['no gate', 0, gates, 4, 100],
    // Level 1 asks for nothing, so it is met; a boolean is never on its way.
    ['no scan', 0, scan, 1, 25],
    ['a scan', 1, scan, 4, 100],
    // Level 1 has no threshold: 0.17 ÷ 0.34 of the way.
    ['half of the first threshold after a free level', 0.17, safety, 1, 37.5],
    // 2 ÷ 3 is below 0.67.
    ['two of three', 2 / 3, safety, 2, 74.7474747],
  ])('grades %s', (_, value, ladder, level, score) => {
    const grade = gradeCheck(value, ladder);
    expect(grade.level).toBe(level);
    expect(grade.score).toBeCloseTo(score, 4);
  });

  it('names the next step, and none at the top', () => {
    expect(gradeCheck(26, hours).next).toEqual({ level: 2, threshold: 24 });
    expect(gradeCheck(0, scan).next).toEqual({ level: 2, threshold: 1 });
    expect(gradeCheck(0, hours).next).toBeUndefined();
  });
});

describe('thresholdOfLevel', () => {
  it('looks down to the last level that asks for something', () => {
    expect(thresholdOfLevel(3, scan.thresholds)).toBe(1);
    expect(thresholdOfLevel(1, scan.thresholds)).toBeUndefined();
    expect(thresholdOfLevel(3, hours.thresholds)).toBe(4);
    expect(thresholdOfLevel(0, hours.thresholds)).toBeUndefined();
  });
});
