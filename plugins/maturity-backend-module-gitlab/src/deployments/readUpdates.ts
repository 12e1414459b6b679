// SPDX-License-Identifier: Apache-2.0
import { TargetState } from '../poll/state';

export const PER_PAGE = 100;

/**
 * Pages by time of update, since a page by number skips what moves while it is read. The place to go on at is kept in
 * the state, which is handed over after each page.
 *
 * @internal
 */
export async function* readUpdates<
  T extends { id: number; updated_at: string },
>(
  state: TargetState,
  since: string,
  fetch: (parameters: {
    orderBy: 'updated_at';
    sort: 'asc';
    updatedAfter: string;
    perPage: number;
    page: number;
  }) => Promise<T[]>,
): AsyncIterable<T[]> {
  for (let page = 1; ; ) {
    const cursor = state.cursor ?? since;
    const items = await fetch({
      orderBy: 'updated_at',
      sort: 'asc',
      updatedAfter: cursor,
      perPage: PER_PAGE,
      page,
    });
    const fresh = items.filter(
      ({ id, updated_at: at }) => !state.atCursor.includes(`${id} ${at}`),
    );
    const last = items[items.length - 1];
    if (last && last.updated_at !== state.cursor) {
      state.cursor = last.updated_at;
      state.atCursor = [];
      page = 1;
    } else {
      page += 1;
    }
    state.atCursor.push(
      ...fresh
        .filter(({ updated_at: at }) => at === state.cursor)
        .map(({ id, updated_at: at }) => `${id} ${at}`),
    );
    if (fresh.length > 0) {
      yield fresh;
    }
    if (items.length < PER_PAGE) {
      return;
    }
  }
}
