// SPDX-License-Identifier: Apache-2.0
import {
  defaultModel,
  trendVerdict,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { defaultTexts } from '../../__testUtils__/defaultTexts';
import {
  formatDate,
  formatList,
  formatNumber,
  formatPoints,
} from '../../format';
import { describeTrend } from './describeTrend';

const t = defaultTexts();
const words = {
  t,
  levelName: (level: number) => defaultModel.levels[level].name,
  date: (day: string) => formatDate(day, Date.parse('2026-11-29'), 'en'),
  number: (value: number) => formatNumber(value, 0, 'en'),
  points: (value: number) => formatPoints(value, 'en'),
  list: (items: string[]) => formatList(items, 'en'),
};

type Side = [levels: number[], score?: number];

function told([levels, score]: Side, [after, scoreAfter]: Side) {
  const verdict = trendVerdict([
    { day: '2026-06-02', levels, score },
    { day: '2026-11-29', levels: after, score: scoreAfter },
  ])!;
  const sentence = describeTrend(verdict, words).replace(/\u00a0/g, ' ');
  return `${t(`page.rollout.trend.verdict.${verdict.verdict}`)}. ${sentence}`;
}

const DAYS = 'From Jun 2 to Nov 29, among the entities with a level, ';

describe('describeTrend', () => {
  it.each<[string, Side, Side, string]>([
    [
      'better',
      [[0, 5, 5, 0, 0], 50],
      [[0, 0, 10, 0, 0], 55],
      `Getting better. ${DAYS}the share at Standardized or above rose from 50 % to 100 % and the mean score went from 50.0 to 55.0.`,
    ],
    [
      'mixed where levels disagree with each other',
      [[0, 5, 0, 5, 0], 50],
      [[0, 0, 10, 0, 0], 50],
      `Mixed. ${DAYS}the share at Standardized or above rose from 50 % to 100 %, the share at Self-service or above fell from 50 % to 0 %, and the mean score stayed at 50.0.`,
    ],
    [
      'mixed where levels disagree with scores',
      [[0, 54, 46, 0, 0], 60],
      [[0, 55, 45, 0, 0], 63],
      `Mixed. ${DAYS}the share at Standardized or above fell from 46 % to 45 % and the mean score went from 60.0 to 63.0.`,
    ],
    [
      'steady',
      [[0, 5, 5, 0, 0], 50],
      [[0, 5, 5, 0, 0], 50],
      `Steady. ${DAYS}the shares of the levels stayed the same and the mean score stayed at 50.0.`,
    ],
    [
      'not comparable',
      [[0, 1, 0, 0, 0], 50],
      [[0, 5, 5, 0, 0], 60],
      'Not enough data to compare. Entities with a level: 1 on Jun 2, 10 on Nov 29.',
    ],
  ])('says “%s” with the numbers that say so', (_name, then, now, text) => {
    expect(told(then, now)).toBe(text);
  });

  it('compares nothing on the day on which a comparison starts', () => {
    const verdict = trendVerdict([
      { day: '2026-11-29', levels: [0, 5, 5, 0, 0], score: 50 },
    ])!;
    expect(describeTrend(verdict, words).replace(/\u00a0/g, ' ')).toBe(
      'Levels and scores are compared from Nov 29 on.',
    );
  });
});
