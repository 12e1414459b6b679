// SPDX-License-Identifier: Apache-2.0
import { KeysetPosition } from '../store/operations/read/keyset';

/**
 * A page in reading order, and the rows that its neighbors begin at.
 *
 * @param rows - one more than the page holds tells whether there is a page beyond
 * @internal
 */
export function turnPage<Row>(
  rows: Row[],
  options: { limit: number; after?: KeysetPosition; before?: KeysetPosition },
): { rows: Row[]; next?: Row; previous?: Row } {
  const { limit, after, before } = options;
  const isMore = rows.length > limit;
  const page = rows.slice(0, limit);
  if (before) {
    page.reverse();
  }
  const first = page[0];
  const last = page[page.length - 1];
  return {
    rows: page,
    ...(last !== undefined && (before ? true : isMore) && { next: last }),
    ...(first !== undefined &&
      (before ? isMore : after !== undefined) && { previous: first }),
  };
}
