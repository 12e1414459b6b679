// SPDX-License-Identifier: Apache-2.0

/** How much longer than its computation took an answer may be shown although data moved on. */
const PATIENCE = 10;
const MAX_ENTRIES = 200;

interface Entry {
  version: string;
  computedAt: number;
  /** How long it took; unknown while it runs. */
  tookMs?: number;
  answer: Promise<unknown>;
}

/**
 * Keeps answers that are dear to compute. An answer is as current as the data version it was made from. Where data
 * moves all the time, one that took 50 ms is kept for half a second at most, so that however many people look, the
 * database spends a tenth of its time on them; a small installation notices nothing of it.
 *
 * @internal
 */
export class AnswerCache {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly options: {
      readVersion: () => Promise<string>;
      now: () => number;
    },
  ) {}

  async get<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const { readVersion, now } = this.options;
    const known = this.#entries.get(key);
    if (known && this.#isFresh(known)) {
      return known.answer as Promise<T>;
    }
    const version = await readVersion();
    if (known?.version === version) {
      known.computedAt = now();
      return known.answer as Promise<T>;
    }
    const current = this.#entries.get(key);
    if (current && current !== known) {
      // Somebody else began while the version was read.
      return current.answer as Promise<T>;
    }
    return this.#compute(key, version, compute);
  }

  #isFresh({ tookMs, computedAt }: Entry): boolean {
    return (
      tookMs === undefined ||
      this.options.now() - computedAt < tookMs * PATIENCE
    );
  }

  #compute<T>(
    key: string,
    version: string,
    compute: () => Promise<T>,
  ): Promise<T> {
    const { now } = this.options;
    const computedAt = now();
    const answer = compute();
    const entry: Entry = { version, computedAt, answer };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > MAX_ENTRIES) {
      this.#entries.delete(this.#entries.keys().next().value!);
    }
    answer.then(
      () => {
        entry.tookMs = now() - computedAt;
      },
      // Whoever asked is told; the next one asks again.
      () => this.#entries.delete(key),
    );
    return answer;
  }
}
