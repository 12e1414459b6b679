// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';

const MAX_PATTERN = 1_000;

/**
 * Whether a path is meant by a pattern of GitLab's `include:local`: `*` is any part of a name, `**` also crosses
 * folders.
 *
 * @remarks
 *
 * Place by place: the pattern is written by whoever writes the file, and a regular expression made of one with many
 * stars, which is what libraries for patterns make of it, takes longer than anyone waits.
 *
 * @internal
 */
export function matchesPath(
  pattern: string,
  path: string,
  work: Work,
): boolean {
  if (!pattern.includes('*') || pattern.length > MAX_PATTERN) {
    return pattern === path;
  }
  const parts = pattern.split(/(\*\*\/?|\*)/);
  let places = new Set([0]);
  for (const part of parts) {
    if (!work.take(1 + places.size)) {
      return false;
    }
    const next = new Set<number>();
    for (const place of places) {
      if (!part.startsWith('*')) {
        if (path.startsWith(part, place)) next.add(place + part.length);
        continue;
      }
      const end = part === '*' ? path.indexOf('/', place) : -1;
      for (
        let index = place;
        index <= (end < 0 ? path.length : end) && !next.has(index);
        index++
      ) {
        next.add(index);
      }
    }
    places = next;
  }
  return places.has(path.length);
}
