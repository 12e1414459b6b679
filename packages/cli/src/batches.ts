// SPDX-License-Identifier: Apache-2.0

/** Well below the limits of the portal (5,000 items, 10 MiB), so that each answer comes soon. */
const MOST_ITEMS = 2_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** Cuts a list into bodies that the portal accepts. */
export function* batches<T>(items: T[]): Generator<T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (
      batch.length > 0 &&
      (batch.length >= MOST_ITEMS || bytes + size > MOST_BYTES)
    ) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
