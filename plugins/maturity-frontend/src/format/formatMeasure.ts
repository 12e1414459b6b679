// SPDX-License-Identifier: Apache-2.0
import { Translate } from '../hooks/useMaturityTranslation';

/** A unit as the API spells it. @internal */
export type Unit =
  | 'ratio'
  | 'days'
  | 'hours'
  | 'per-week'
  | 'count'
  | 'boolean'
  | 'number';

const MINUTES = 60;
const HOURS_A_DAY = 24;
/** From here on hours are told as days and hours. */
const TELL_DAYS_FROM = 72;
/** From here on the odd hours no longer matter. */
const DAYS_ONLY_FROM = 14 * HOURS_A_DAY;
/** Keeps number and unit on one line. */
const SPACE = '\u00a0';

/** `22 min`, `26 h`, `3 d 4 h`. @internal */
export function formatHours(hours: number, locale?: string): string {
  const sign = hours < 0 ? '−' : '';
  const size = Math.abs(hours);
  if (size === 0) {
    return `0${SPACE}h`;
  }
  const minutes = Math.round(size * MINUTES);
  if (minutes < 1) {
    return `<${SPACE}1${SPACE}min`;
  }
  if (minutes < MINUTES) {
    return `${sign}${minutes}${SPACE}min`;
  }
  if (size < TELL_DAYS_FROM) {
    const digits = size < 10 ? 1 : 0;
    return `${sign}${formatNumber(size, digits, locale)}${SPACE}h`;
  }
  if (size >= DAYS_ONLY_FROM) {
    const days = formatNumber(size / HOURS_A_DAY, 0, locale);
    return `${sign}${days}${SPACE}d`;
  }
  const rounded = Math.round(size);
  const rest = rounded % HOURS_A_DAY;
  const days = `${sign}${Math.floor(rounded / HOURS_A_DAY)}${SPACE}d`;
  return rest ? `${days} ${rest}${SPACE}h` : days;
}

/** `93 %`; one decimal near both ends, where it decides. @internal */
export function formatPercent(ratio: number, locale?: string): string {
  const nearAnEnd = ratio > 0.9 || ratio < 0.1;
  return `${formatNumber(ratio * 100, nearAnEnd ? 1 : 0, locale)}${SPACE}%`;
}

/** Kept, for making one takes a thousand times as long as using it. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(
  locale: string | undefined,
  minimumFractionDigits: number,
  maximumFractionDigits: number,
): Intl.NumberFormat {
  const key = `${locale} ${minimumFractionDigits} ${maximumFractionDigits}`;
  const known = numberFormats.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits,
    maximumFractionDigits,
  });
  numberFormats.set(key, made);
  return made;
}

/** @internal */
export function formatNumber(
  value: number,
  digits: number,
  locale?: string,
): string {
  return numberFormat(locale, 0, digits).format(value);
}

/** Points of a score that are compared in a column: always one decimal, so `7.0` stands under `7.1`. @internal */
export function formatPoints(value: number, locale?: string): string {
  return numberFormat(locale, 1, 1).format(value);
}

/** A measure's value with its unit, as a person reads it. @internal */
export function formatMeasure(
  value: number | undefined | null,
  unit: Unit | string,
  t: Translate,
  locale?: string,
): string {
  if (value === undefined || value === null || Number.isNaN(value)) {
    return t('measure.none');
  }
  switch (unit) {
    case 'hours':
      return formatHours(value, locale);
    case 'ratio':
      return formatPercent(value, locale);
    case 'boolean':
      return value >= 1 ? t('measure.yes') : t('measure.no');
    case 'days': {
      const days = Math.round(value * 10) / 10;
      return t('measure.days', { count: days });
    }
    case 'per-week':
      return t('measure.perWeek', {
        value: formatNumber(value, value < 1 ? 2 : 1, locale),
      });
    case 'count':
      return formatNumber(value, 0, locale);
    default:
      return formatNumber(value, 2, locale);
  }
}

/** `≥ 95 %` or `≤ 24 h`: what a ladder step asks for. @internal */
export function formatThreshold(
  threshold: number,
  unit: Unit | string,
  better: 'higher' | 'lower',
  t: Translate,
  locale?: string,
): string {
  const text = formatMeasure(threshold, unit, t, locale);
  if (unit === 'boolean') {
    return text;
  }
  return `${better === 'higher' ? '≥' : '≤'}${SPACE}${text}`;
}
