// SPDX-License-Identifier: Apache-2.0
import { RollupTrendAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';

type Verdict = NonNullable<RollupTrendAnswer['verdict']>;

/** @internal */
export interface TrendWords {
  t: Translate;
  levelName: (level: number) => string;
  date: (day: string) => string;
  number: (value: number) => string;
  points: (value: number) => string;
  list: (items: string[]) => string;
}

/**
 * What the chart comes to, with the numbers that say so: `From Jun 2 to Nov 29, among the entities with a level, the
 * share at Standardized or above rose from 47 % to 55 % and the mean score went from 68.5 to 68.9.`
 *
 * @internal
 */
export function describeTrend(verdict: Verdict, words: TrendWords): string {
  const { t, date, number, list } = words;
  const { then, now } = verdict;
  const days = { from: date(then.day), to: date(now.day) };
  if (then.day === now.day) {
    return t('page.rollout.trend.startsAnew', { day: days.to });
  }
  if (verdict.verdict === 'not-enough') {
    return t('page.rollout.trend.notComparable', {
      ...days,
      before: number(then.leveled),
      after: number(now.leveled),
    });
  }
  return t('page.rollout.trend.summary', {
    ...days,
    changes: list([...levelChanges(verdict, words), ...scores(verdict, words)]),
  });
}

function levelChanges(verdict: Verdict, words: TrendWords): string[] {
  const { rise, fall } = verdict;
  const { t } = words;
  if (rise === undefined && fall === undefined) {
    return [t('page.rollout.trend.levelsSame')];
  }
  return [
    ...(rise === undefined ? [] : [levelChange('rose', rise, verdict, words)]),
    ...(fall === undefined ? [] : [levelChange('fell', fall, verdict, words)]),
  ];
}

function levelChange(
  way: 'rose' | 'fell',
  level: number,
  { then, now }: Verdict,
  { t, levelName, number }: TrendWords,
): string {
  const percent = (share: number) => `${number(share * 100)}\u00a0%`;
  return t(`page.rollout.trend.${way}`, {
    level: levelName(level),
    before: percent(then.atLeast[level]),
    after: percent(now.atLeast[level]),
  });
}

function scores({ then, now }: Verdict, { t, points }: TrendWords): string[] {
  if (then.score === undefined || now.score === undefined) {
    return [];
  }
  const [before, after] = [points(then.score), points(now.score)];
  return [
    before === after
      ? t('page.rollout.trend.scoreSame', { score: after })
      : t('page.rollout.trend.scoreChange', { before, after }),
  ];
}
