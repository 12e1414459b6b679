// SPDX-License-Identifier: Apache-2.0

/** From here on a date says more than a distance. */
const A_WEEK = 604_800;

const STEPS: { unit: Intl.RelativeTimeFormatUnit; seconds: number }[] = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
];

/** `2 minutes ago`, `in 3 days`, `now`; `2h ago` in style `narrow`; from a week on a date. @internal */
export function formatRelative(
  instant: string,
  now: number,
  locale?: string,
  style: Intl.RelativeTimeFormatStyle = 'long',
): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  if (Math.abs(seconds) >= A_WEEK) {
    return formatDate(instant, now, locale);
  }
  const format = new Intl.RelativeTimeFormat(locale, {
    numeric: 'auto',
    style,
  });
  const step = STEPS.find(({ seconds: size }) => Math.abs(seconds) >= size);
  return step
    ? format.format(Math.round(seconds / step.seconds), step.unit)
    : format.format(0, 'second');
}

/** `Dec 12, 2026`; the year only where it is not this one. @internal */
export function formatDate(
  instant: string,
  now: number,
  locale?: string,
): string {
  const date = new Date(instant);
  const sameYear = date.getUTCFullYear() === new Date(now).getUTCFullYear();
  const text = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
    timeZone: 'UTC',
  }).format(date);
  return unbroken(text);
}

/** The whole instant, for tooltips: `Dec 12, 2026, 14:05 UTC`. @internal */
export function formatInstant(instant: string, locale?: string): string {
  const text = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23',
  }).format(new Date(instant));
  return unbroken(`${text} UTC`);
}

/** No line ends within a date. */
function unbroken(text: string): string {
  return text.replace(/ /g, '\u00a0');
}

/** Length of a window in whole days. @internal */
export function windowDays(window: { from: string; to: string }): number {
  return Math.round(
    (Date.parse(window.to) - Date.parse(window.from)) / 86_400_000,
  );
}

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** A number and what follows it: a unit, or the rest of a figure such as `3 d 4 h`. */
const FIGURE = /(\d) (?=(?:%|h|d|min|days?|points?|per week)(?![a-z]))/g;

/** A sentence of the backend, in which no line ends between a number and its unit. @internal */
export function keepFigures(text: string): string {
  return text.replace(FIGURE, '$1\u00a0');
}

/** A sentence of the backend, with its instants as a person reads them. @internal */
export function replaceInstants(
  text: string,
  write: (instant: string) => string,
): string {
  return text.replace(INSTANT, instant => write(instant));
}
