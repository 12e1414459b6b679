// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import {
  appLanguageApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import {
  formatBeside,
  formatDate,
  formatHours,
  formatInstant,
  formatList,
  formatMeasure,
  formatNumber,
  formatPercent,
  formatPoints,
  formatRelative,
  formatThreshold,
} from '../format';
import { useMaturityTranslation } from './useMaturityTranslation';

/** Numbers and times in the language of the portal. @internal */
export function useFormat() {
  const { t } = useMaturityTranslation();
  const languageApi = useApiHolder().get(appLanguageApiRef);
  const locale = languageApi?.getLanguage().language ?? 'en';
  return useMemo(
    () => ({
      measure: (value: number | null | undefined, unit: string) =>
        formatMeasure(value, unit, t, locale),
      /** A value of a check, which must not read like a threshold that it misses. */
      beside: (
        value: number | null | undefined,
        check: { thresholds: (number | null)[]; unit: string },
      ) => formatBeside(value, check.thresholds, check.unit, t, locale),
      threshold: (value: number, unit: string, better: 'higher' | 'lower') =>
        formatThreshold(value, unit, better, t, locale),
      hours: (value: number) => formatHours(value, locale),
      percent: (value: number) => formatPercent(value, locale),
      number: (value: number, digits: number = 0) =>
        formatNumber(value, digits, locale),
      points: (value: number) => formatPoints(value, locale),
      /** `90 days` for `P90D`; any other period as it is configured. */
      period: (period: string) => {
        const days = /^P(\d+)D$/.exec(period)?.[1];
        return days ? t('measure.days', { count: Number(days) }) : period;
      },
      relative: (instant: string) =>
        formatRelative(instant, Date.now(), locale),
      /** For tight places: \`2h ago\`. */
      ago: (instant: string) =>
        formatRelative(instant, Date.now(), locale, 'narrow'),
      /** `a, b and c`, as the language joins them. */
      list: (items: string[]) => formatList(items, locale),
      date: (instant: string) => formatDate(instant, Date.now(), locale),
      instant: (instant: string) => formatInstant(instant, locale),
    }),
    [t, locale],
  );
}
