// SPDX-License-Identifier: Apache-2.0

/** Numbers that look random and are the same each time. @public */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** For `onItem`: dies with 'killed' at an item. @public */
export function killAfter(items: number): () => void {
  let left = items;
  return () => {
    left -= 1;
    if (left <= 0) {
      throw new Error('killed');
    }
  };
}

/** Keys whose values differ; comparing tens of thousands of records deeply at once would take minutes. @public */
export function differences(
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    key => JSON.stringify(a.get(key)) !== JSON.stringify(b.get(key)),
  );
}
