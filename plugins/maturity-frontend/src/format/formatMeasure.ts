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

/**
 * `22 min`, `26 h`, `3 d 4 h`.
 *
 * @param more digits beyond the usual ones
 * @internal
 */
export function formatHours(hours: number, locale?: string, more = 0): string {
  const sign = hours < 0 ? '−' : '';
  const size = Math.abs(hours);
  if (size === 0) {
    return `0${SPACE}h`;
  }
  const minutes = round(size * MINUTES, more);
  if (minutes < 1) {
    return `<${SPACE}1${SPACE}min`;
  }
  if (minutes < MINUTES) {
    return `${sign}${formatNumber(minutes, more, locale)}${SPACE}min`;
  }
  if (size < TELL_DAYS_FROM) {
    const digits = (size < 10 ? 1 : 0) + more;
    return `${sign}${formatNumber(size, digits, locale)}${SPACE}h`;
  }
  if (size >= DAYS_ONLY_FROM) {
    const days = formatNumber(size / HOURS_A_DAY, more, locale);
    return `${sign}${days}${SPACE}d`;
  }
  const rounded = round(size, more);
  const rest = round(rounded % HOURS_A_DAY, more);
  const days = `${sign}${Math.floor(rounded / HOURS_A_DAY)}${SPACE}d`;
  return rest ? `${days} ${formatNumber(rest, more, locale)}${SPACE}h` : days;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** `93 %`; one decimal near both ends, where it decides. @internal */
export function formatPercent(
  ratio: number,
  locale?: string,
  more = 0,
): string {
  const nearAnEnd = ratio > 0.9 || ratio < 0.1;
  const digits = (nearAnEnd ? 1 : 0) + more;
  return `${formatNumber(ratio * 100, digits, locale)}${SPACE}%`;
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

/** `a, b, and c`, as the language joins them. @internal */
export function formatList(items: string[], locale?: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}

/**
 * A measure's value with its unit, as a person reads it.
 *
 * @param more digits beyond the usual ones
 * @internal
 */
export function formatMeasure(
  value: number | undefined | null,
  unit: Unit | string,
  t: Translate,
  locale?: string,
  more = 0,
): string {
  if (value === undefined || value === null || Number.isNaN(value)) {
    return t('measure.none');
  }
  switch (unit) {
    case 'hours':
      return formatHours(value, locale, more);
    case 'ratio':
      return formatPercent(value, locale, more);
    case 'boolean':
      return value >= 1 ? t('measure.yes') : t('measure.no');
    case 'days':
      return t('measure.days', { count: round(value, 1 + more) });
    case 'per-week':
      return t('measure.perWeek', {
        value: formatNumber(value, (value < 1 ? 2 : 1) + more, locale),
      });
    case 'count':
      return formatNumber(value, more, locale);
    default:
      return formatNumber(value, 2 + more, locale);
  }
}

/** Beyond these digits two values are one to a reader. */
const MOST_DIGITS = 4;

/**
 * A value that stands beside its thresholds: with as many digits as it takes not to read like one that it misses.
 *
 * @internal
 */
export function formatBeside(
  value: number | undefined | null,
  thresholds: (number | null)[],
  unit: Unit | string,
  t: Translate,
  locale?: string,
): string {
  const others = thresholds
    .filter(threshold => threshold !== null && threshold !== value)
    .map(threshold => formatMeasure(threshold, unit, t, locale));
  for (let more = 0; more < MOST_DIGITS; more++) {
    const text = formatMeasure(value, unit, t, locale, more);
    if (unit === 'boolean' || !others.includes(text)) {
      return text;
    }
  }
  return formatMeasure(value, unit, t, locale, MOST_DIGITS);
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
