// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';

type TimeLost = NonNullable<ScorecardView['timeLost']>;

/** @internal */
export interface TimeLostWords {
  t: Translate;
  hours: (value: number) => string;
  number: (value: number, digits?: number) => string;
}

/**
 * The average excess per change and how many changes it hits: never a sum, which readers would take for people's hours.
 *
 * @internal
 */
export function describeTimeLost(
  timeLost: TimeLost,
  { t, hours, number }: TimeLostWords,
): string {
  const { beyond, changes, perWeek, target } = timeLost;
  if (beyond === 0) {
    return t('entity.time.lost.none', {
      count: changes,
      changes: number(changes),
    });
  }
  const values = {
    hours: hours(timeLost.hours),
    workingHours: hours(timeLost.workingHours),
    beyond: number(beyond),
    changes: number(changes),
    perWeek: number(perWeek, 1),
  };
  return target === undefined
    ? t('entity.time.lost.ofEach', values)
    : t('entity.time.lost.ofTarget', { ...values, target: hours(target) });
}
