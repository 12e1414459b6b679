// SPDX-License-Identifier: Apache-2.0

/** Adds to the list of a key. @internal */
export function pushTo<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const known = map.get(key);
  if (known) {
    known.push(item);
  } else {
    map.set(key, [item]);
  }
}
