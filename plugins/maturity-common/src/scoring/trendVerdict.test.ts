// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { trendVerdict, TrendState, Verdict } from './trendVerdict';

const state = (day: string, levels: number[], score?: number): TrendState => ({
  day,
  levels,
  ...(score !== undefined && { score }),
});

describe('trendVerdict', () => {
  it.each<[string, number[], number, number[], number, Verdict, object]>([
    [
      'is worse where fewer are at a level or above, whatever the words',
      [0, 27, 13, 10, 0],
      46,
      [0, 28, 17, 5, 0],
      45,
      'worse',
      { levels: 'worse', score: 'worse', fall: 3 },
    ],
    [
      'is mixed where the top half empties and the bottom does too',
      [10, 10, 10, 10, 10],
      50,
      [0, 20, 20, 10, 0],
      50,
      'mixed',
      { levels: 'mixed', score: 'unchanged', rise: 1, fall: 3 },
    ],
    [
      'is mixed where levels rise and scores fall',
      [10, 10, 0, 0, 0],
      40,
      [5, 15, 0, 0, 0],
      35,
      'mixed',
      { levels: 'better', score: 'worse', rise: 1 },
    ],
    [
      'is better where levels stay and scores rise',
      [10, 10, 0, 0, 0],
      40,
      [10, 10, 0, 0, 0],
      41,
      'better',
      { levels: 'unchanged', score: 'better' },
    ],
    [
      'is unchanged by what no reader would see',
      [100, 100, 0, 0, 0],
      40,
      [100, 101, 0, 0, 0],
      40.4,
      'unchanged',
      { levels: 'unchanged', score: 'unchanged' },
    ],
    [
      'says nothing of an organization that was not there before',
      [3, 0, 0, 0, 0],
      10,
      [10, 30, 10, 0, 0],
      40,
      'not-enough',
      {},
    ],
  ])('%s', (_title, then, scoreThen, now, scoreNow, verdict, more) => {
    expect(
      trendVerdict([
        state('2026-08-01', then, scoreThen),
        state('2026-11-01', now, scoreNow),
      ]),
    ).toMatchObject({ verdict, ...more });
  });

  it('begins with the first day on which anything had a level', () => {
    const verdict = trendVerdict([
      state('2026-08-01', [0, 0, 0]),
      state('2026-09-01', [4, 0, 0], 10),
      state('2026-11-01', [2, 2, 0], 20),
    ]);
    expect(verdict).toMatchObject({
      verdict: 'better',
      then: { day: '2026-09-01', leveled: 4, atLeast: [1, 0, 0], score: 10 },
      now: { day: '2026-11-01', leveled: 4, atLeast: [1, 0.5, 0], score: 20 },
    });
    expect(trendVerdict([state('2026-08-01', [0, 0, 0])])).toBeUndefined();
    expect(trendVerdict([state('2026-08-01', [1, 0, 0], 3)])?.verdict).toBe(
      'not-enough',
    );
  });

  it('never says better beside a number that fell, or worse beside one that rose', () => {
    const levels = fc.array(fc.integer({ min: 0, max: 60 }), {
      minLength: 5,
      maxLength: 5,
    });
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(levels, score, levels, score, (a, scoreA, b, scoreB) => {
        const result = trendVerdict([
          state('2026-08-01', a, scoreA),
          state('2026-11-01', b, scoreB),
        ]);
        if (!result || result.verdict === 'not-enough') return;
        const { then, now, verdict } = result;
        const fell = now.atLeast.some((share, at) => share < then.atLeast[at]);
        const rose = now.atLeast.some((share, at) => share > then.atLeast[at]);
        const change = now.score! - then.score!;
        const contradicts = {
          better: fell || change <= -0.5,
          worse: rose || change >= 0.5,
          unchanged: fell || rose,
          mixed: false,
        };
        expect(contradicts[verdict]).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
