// SPDX-License-Identifier: Apache-2.0
import { MeasureUnit } from '../measures/types';

/** A value as people read it: `26 h`, `12 min`, `54 %`, `3.2 per week`. Only for sentences; stored numbers stay exact. @public */
export function describeValue(value: number, unit: MeasureUnit): string {
  switch (unit) {
    case 'ratio':
      return `${short(value * 100)} %`;
    case 'hours':
      return describeHours(value);
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

function describeHours(hours: number): string {
  if (hours === 0) return '0 h';
  const minutes = hours * 60;
  if (minutes < 1) return `${short(minutes * 60)} s`;
  return minutes < 60 ? `${short(minutes)} min` : `${short(hours)} h`;
}

/** Whole numbers from ten on, one decimal from one on, two below. */
function short(value: number): string {
  const size = Math.abs(value);
  let decimals = 2;
  if (size >= 10) decimals = 0;
  else if (size >= 1) decimals = 1;
  return String(Number(value.toFixed(decimals)));
}

function neverUnit(unit: never): never {
  throw new TypeError(`Unknown unit '${unit}'`);
}
