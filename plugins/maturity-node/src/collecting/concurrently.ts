// SPDX-License-Identifier: Apache-2.0

/**
 * Draws from several sources at a time and hands on what comes first. The order within each source is kept, so a
 * watermark still follows the records before it. The first failure ends all.
 *
 * @public
 */
export async function* concurrently<T>(
  sources: readonly (() => AsyncIterable<T>)[],
  limit: number,
): AsyncIterable<T> {
  const waiting = [...sources];
  const running = new Map<
    AsyncIterator<T>,
    Promise<{ iterator: AsyncIterator<T>; result: IteratorResult<T> }>
  >();
  const draw = (iterator: AsyncIterator<T>) =>
    running.set(
      iterator,
      iterator.next().then(result => ({ iterator, result })),
    );
  try {
    while (running.size > 0 || waiting.length > 0) {
      while (running.size < limit && waiting.length > 0) {
        draw(waiting.shift()!()[Symbol.asyncIterator]());
      }
      const { iterator, result } = await Promise.race(running.values());
      if (result.done) {
        running.delete(iterator);
      } else {
        draw(iterator);
        yield result.value;
      }
    }
  } finally {
    for (const [iterator, pending] of running) {
      pending.catch(() => {});
      // Not awaited: it ends when the request that it is in does.
      void iterator.return?.().catch(() => {});
    }
  }
}
