// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from './canonicalJson';
import { Instant } from './schema';

/** When, and by which observation, a field's value became known. @public */
export type FieldStamp = [observedAt: Instant, observation: string];

/**
 * A record with the stamp of each field, the form in which records are stored.
 *
 * @remarks
 *
 * Stamps make merging independent of the order of arrival: two stored records can be merged at any time, in any
 * grouping, and the result is the same. Beside one stamp per field there is one `terminal:<outcome>` entry per
 * terminal outcome that was ever observed, whose first member is the earliest `finishedAt` seen with it.
 *
 * @public
 */
export interface StampedRecord<T> {
  record: T;
  stamps: Record<string, FieldStamp>;
}

/** What every record carries. @public */
export interface RecordHeader {
  source: string;
  id: string;
  observedAt: Instant;
  observation?: string;
}

type Fields = Record<string, unknown>;

const TERMINAL = 'terminal:';

/**
 * Which non-successful end is told when several were observed without different times. A failure says more about
 * the change than the bookkeeping that follows it.
 */
const TERMINAL_OUTCOMES = [
  'succeeded',
  'failed',
  'rejected',
  'canceled',
  'superseded',
];

/** Stamps one observation of a record, so that it can be merged with others. @public */
export function observe<T extends RecordHeader>(record: T): StampedRecord<T> {
  const stamp: FieldStamp = [record.observedAt, record.observation ?? ''];
  const fields: Fields = {};
  const stamps: Record<string, FieldStamp> = {};
  for (const [field, value] of Object.entries(record)) {
    if (value !== undefined) {
      fields[field] = value;
      stamps[field] = stamp;
    }
  }
  stamps.observedAt = stamp;
  const terminal = terminalOf(fields);
  if (terminal) {
    stamps[TERMINAL + terminal[0]] = [terminal[1], ''];
  }
  return settle(fields, stamps) as unknown as StampedRecord<T>;
}

/**
 * Merges two observations of one record: per field the later one wins, ties go to the larger observation id, then
 * to the larger value. Commutative, associative and idempotent.
 *
 * @remarks
 *
 * Deployments end once. Of all terminal outcomes ever observed a success stands, whatever follows it (`inactive`,
 * `superseded`, a later failure report); else the one that finished first. `finishedAt` is the earliest end
 * observed with the standing outcome, so a deployment that failed before it succeeded is live from its success on,
 * and never before. A terminal outcome is never taken back by a pending one.
 *
 * @public
 */
export function mergeStamped<T extends RecordHeader>(
  a: StampedRecord<T>,
  b: StampedRecord<T>,
): StampedRecord<T> {
  const fields: Fields = {};
  const stamps: Record<string, FieldStamp> = {};
  const left = a.record as unknown as Fields;
  const right = b.record as unknown as Fields;
  const names = new Set([...Object.keys(a.stamps), ...Object.keys(b.stamps)]);
  for (const name of names) {
    const mine = a.stamps[name];
    const other = b.stamps[name];
    if (name.startsWith(TERMINAL)) {
      stamps[name] = earlierEnd(mine, other);
      continue;
    }
    const takeOther = wins(other, right[name], mine, left[name]);
    stamps[name] = takeOther ? other : mine;
    const value = takeOther ? right[name] : left[name];
    if (value !== undefined) {
      fields[name] = value;
    }
  }
  return settle(fields, stamps) as unknown as StampedRecord<T>;
}

/** The plain record. @public */
export function stripStamps<T>(stamped: StampedRecord<T>): T {
  return stamped.record;
}

function wins(
  challenger: FieldStamp | undefined,
  challengerValue: unknown,
  holder: FieldStamp | undefined,
  holderValue: unknown,
): boolean {
  if (!challenger) return false;
  if (!holder) return true;
  if (challenger[0] !== holder[0]) return challenger[0] > holder[0];
  if (challenger[1] !== holder[1]) return challenger[1] > holder[1];
  return canonicalJson(challengerValue) > canonicalJson(holderValue);
}

/** The end observed with an observation: `[outcome, finishedAt]`, '' where either is unknown. */
function terminalOf(fields: Fields): [string, string] | undefined {
  const outcome = fields.outcome as string | undefined;
  const finishedAt = (fields.finishedAt as string | undefined) ?? '';
  if (outcome && TERMINAL_OUTCOMES.includes(outcome)) {
    return [outcome, finishedAt];
  }
  return finishedAt ? ['', finishedAt] : undefined;
}

/** A known end beats an unknown one; of two known ones the earlier. */
function earlierEnd(
  a: FieldStamp | undefined,
  b: FieldStamp | undefined,
): FieldStamp {
  if (!a?.[0]) return b ?? a ?? ['', ''];
  if (!b?.[0]) return a;
  return a[0] <= b[0] ? a : b;
}

/** Puts the derived fields in place and the keys in a fixed order, so that equal states are equal deeply. */
function settle(
  fields: Fields,
  stamps: Record<string, FieldStamp>,
): StampedRecord<Fields> {
  const [observedAt, observation] = stamps.observedAt;
  fields.observedAt = observedAt;
  delete fields.observation;
  delete stamps.observation;
  if (observation !== '') {
    fields.observation = observation;
  }
  settleEnd(fields, stamps);
  return { record: sortKeys(fields), stamps: sortKeys(stamps) };
}

function settleEnd(fields: Fields, stamps: Record<string, FieldStamp>) {
  const unnamedEnd = stamps[TERMINAL]?.[0];
  const ends = TERMINAL_OUTCOMES.flatMap(outcome => {
    const end = stamps[TERMINAL + outcome];
    return end ? [{ outcome, finishedAt: end[0] || unnamedEnd }] : [];
  });
  if (ends.length === 0) {
    if (unnamedEnd) {
      fields.finishedAt = unnamedEnd;
    }
    return;
  }
  const standing =
    ends[0].outcome === 'succeeded'
      ? ends[0]
      : ends.reduce((best, end) =>
          end.finishedAt &&
          (!best.finishedAt || end.finishedAt < best.finishedAt)
            ? end
            : best,
        );
  fields.outcome = standing.outcome;
  delete fields.finishedAt;
  if (standing.finishedAt) {
    fields.finishedAt = standing.finishedAt;
  }
}

function sortKeys<V>(value: Record<string, V>): Record<string, V> {
  const sorted: Record<string, V> = {};
  for (const key of Object.keys(value).sort()) {
    sorted[key] = value[key];
  }
  return sorted;
}
