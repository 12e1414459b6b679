// SPDX-License-Identifier: Apache-2.0
import { MeasureUnit } from '../measures/types';

/**
 * A value as people read it: `26 h`, `12 min`, `54 %`, `3.2 per week`. Only for sentences; stored numbers stay exact.
 *
 * @param more - digits beyond the usual ones
 * @public
 */
export function describeValue(
  value: number,
  unit: MeasureUnit,
  more = 0,
): string {
  const short = (shown: number) => shorten(shown, more);
  switch (unit) {
    case 'ratio':
      return `${short(value * 100)} %`;
    case 'hours':
      return describeHours(value, short);
    case 'days':
      return value === 1 ? '1 day' : `${short(value)} days`;
    case 'per-week':
      return `${short(value)} per week`;
    case 'boolean':
      return value > 0 ? 'yes' : 'no';
    case 'count':
    case 'number':
      return short(value);
    default:
      return neverUnit(unit);
  }
}

/** Beyond these digits two values are one to a reader. */
const MOST_DIGITS = 4;

/** A value beside its thresholds: with as many digits as it takes not to read like one that it misses. @public */
export function describeBeside(
  value: number,
  thresholds: readonly number[],
  unit: MeasureUnit,
): string {
  const others = thresholds
    .filter(threshold => threshold !== value)
    .map(threshold => describeValue(threshold, unit));
  let more = 0;
  while (
    more < MOST_DIGITS &&
    others.includes(describeValue(value, unit, more))
  ) {
    more += 1;
  }
  return describeValue(value, unit, more);
}

function describeHours(
  hours: number,
  short: (value: number) => string,
): string {
  if (hours === 0) return '0 h';
  const minutes = hours * 60;
  if (minutes < 1) return `${short(minutes * 60)} s`;
  return minutes < 60 ? `${short(minutes)} min` : `${short(hours)} h`;
}

/** Whole numbers from ten on, one decimal from one on, two below. */
function shorten(value: number, more: number): string {
  const size = Math.abs(value);
  let decimals = 2;
  if (size >= 10) decimals = 0;
  else if (size >= 1) decimals = 1;
  return String(Number(value.toFixed(decimals + more)));
}

function neverUnit(unit: never): never {
  throw new TypeError(`Unknown unit '${unit}'`);
}
