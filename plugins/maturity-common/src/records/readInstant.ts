// SPDX-License-Identifier: Apache-2.0

/** An instant as it was written, brought to UTC with milliseconds. @internal */
export interface ReadInstant {
  instant: string;
  /** True when it is not written as ISO 8601 asks for, but means one instant all the same. */
  isLenient: boolean;
}

const STRICT =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const READ =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]\s*(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(?:([Zz]|UTC|GMT)|([+-])(\d\d):?(\d\d)?)$/i;
/** What several databases and languages write where there is no time. */
const ZERO = /^0000-00-00/;
/** The earliest instant that JavaScript writes with four digits for its year. */
const EARLIEST = '0000-01-01T00:00:00.000Z';
const MINUTE = 60_000;

/**
 * Reads an instant: ISO 8601 with a time zone, and what people and tools write instead and mean unmistakably, as
 * `2026-11-22 08:30:00 +0100`. Without a time zone nothing says which instant it is.
 *
 * @internal
 */
export function readInstant(text: string): ReadInstant | undefined {
  const written = text.trim();
  if (ZERO.test(written)) {
    return { instant: EARLIEST, isLenient: true };
  }
  const parts = READ.exec(written);
  if (!parts) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map(part => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 61;
  const [sign, offsetHours, offsetMinutes] = parts.slice(9);
  const offset = Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0);
  if (
    !isReal ||
    Number(offsetHours ?? 0) > 23 ||
    Number(offsetMinutes ?? 0) > 59
  ) {
    return undefined;
  }
  const milliseconds = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  date.setUTCHours(hour, minute, second, milliseconds);
  const at = date.getTime() - (sign === '-' ? -offset : offset) * MINUTE;
  if (at < Date.parse(EARLIEST)) {
    return { instant: EARLIEST, isLenient: !STRICT.test(written) };
  }
  return {
    instant: new Date(at).toISOString(),
    isLenient: !STRICT.test(written),
  };
}

/** Names of members that hold an instant, in records and in events. */
const INSTANT_MEMBER = /At$|^(?:from|to|timestamp)$/;

/** Whether any instant in foreign JSON is not written as ISO 8601 asks for. @internal */
export function hasLenientInstant(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(hasLenientInstant);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.entries(value).some(([name, member]) =>
    typeof member === 'string'
      ? INSTANT_MEMBER.test(name) && readInstant(member)?.isLenient === true
      : hasLenientInstant(member),
  );
}
