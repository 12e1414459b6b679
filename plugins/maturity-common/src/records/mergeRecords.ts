// SPDX-License-Identifier: Apache-2.0
import {
  mergeStamped,
  observe,
  RecordHeader,
  StampedRecord,
  stripStamps,
} from './stampedRecord';

/** The key of a record as one string. @public */
export function recordKey(record: { source: string; id: string }): string {
  return `${record.source} ${record.id}`;
}

/**
 * Merges observations into one record per `(source, id)`, ordered by key. Order, duplicates and grouping of the
 * observations change nothing.
 *
 * @public
 */
export function mergeRecords<T extends RecordHeader>(
  observations: readonly T[],
): T[] {
  const merged = new Map<string, StampedRecord<T>>();
  for (const observation of observations) {
    const key = recordKey(observation);
    const known = merged.get(key);
    const next = observe(observation);
    merged.set(key, known ? mergeStamped(known, next) : next);
  }
  return [...merged.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, stamped]) => stripStamps(stamped));
}
