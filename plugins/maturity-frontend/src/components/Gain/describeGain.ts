// SPDX-License-Identifier: Apache-2.0
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';

/** What a task, a next step and a waiting check say of their worth. @internal */
export type Gain = Pick<TaskView, 'gain' | 'lifts' | 'coverageGain'> & {
  kind?: TaskView['kind'];
};

/** @internal */
export interface GainWords {
  t: Translate;
  levelName: (level: number) => string;
  dimensionTitle: (dimensionId: string) => string;
  number: (value: number, digits?: number) => string;
  percent: (ratio: number) => string;
}

/**
 * What a repair brings: `+2.6 points, service → Standardized` where it lifts the scorecard,
 * `+2.6 points, raises Approval bottlenecks to Standardized` where it lifts a dimension, `+25 % coverage` for a source.
 *
 * @internal
 */
export function describeGain(gain: Gain, words: GainWords): string {
  return [describePoints(gain, words), describeLift(gain, words)]
    .filter(Boolean)
    .join(', ');
}

/** The figure of a gain; empty where there is none, as without a score. @internal */
export function describePoints(gain: Gain, words: GainWords): string {
  const { t, number, percent } = words;
  if (gain.kind === 'connect-source' || gain.coverageGain !== undefined) {
    // Data that is not there yet has no points to win; it makes more of the score certain.
    return gain.coverageGain
      ? t('gain.coverageBy', { percent: percent(gain.coverageGain) })
      : t('gain.coverageLong');
  }
  return gain.gain > 0
    ? t('gain.pointsLong', {
        count: gain.gain,
        points: number(gain.gain, 1),
      })
    : '';
}

/** What a gain lifts, the scorecard or a dimension, each in words of its own; empty where neither. @internal */
export function describeLift(
  { lifts }: Pick<Gain, 'lifts'>,
  words: GainWords,
): string {
  const { t, levelName, dimensionTitle } = words;
  if (!lifts) {
    return '';
  }
  const level = levelName(lifts.level);
  return lifts.what === 'scorecard'
    ? t('gain.liftsService', { level })
    : t('gain.liftsDimension', {
        dimension: dimensionTitle(lifts.dimensionId),
        level,
      });
}
