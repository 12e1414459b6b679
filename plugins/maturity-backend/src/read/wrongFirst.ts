// SPDX-License-Identifier: Apache-2.0

/** States of a source, those that somebody has to look at first. */
const WRONG_FIRST = [
  'error',
  'stale',
  'empty',
  'idle',
  'running',
  'ok',
] as const;

/** @internal */
export type SourceState = (typeof WRONG_FIRST)[number];

/** Sources with those first that are in trouble, and of these the one that has been so for longest. @internal */
export function wrongFirst<T extends { state: SourceState; since?: string }>(
  sources: readonly T[],
): T[] {
  const rank = ({ state }: T) => WRONG_FIRST.indexOf(state);
  return [...sources].sort(
    (a, b) =>
      rank(a) - rank(b) || compare(a.since ?? '9999', b.since ?? '9999'),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
