// SPDX-License-Identifier: Apache-2.0

/** A repeatable stream of numbers: the same words always give the same stream. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Log-normal around a median, as waiting times are; `spread` is the standard deviation of the logarithm. */
  around(median: number, spread?: number): number;
  /** 40 hexadecimal digits, shaped like a commit. */
  revision(): string;
}

/** A stream seeded by words (FNV-1a into mulberry32). */
export function createRandom(...words: (string | number)[]): Random {
  let state = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box-Muller
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: probability => next() < probability,
    around: (median, spread = 0.5) => median * Math.exp(spread * normal()),
    revision: () =>
      Array.from({ length: 5 }, () =>
        Math.floor(next() * 2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      ).join(''),
  };
}
