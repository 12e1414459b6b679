// SPDX-License-Identifier: Apache-2.0

/** How much longer than its computation took an answer may be shown although data moved on. */
const PATIENCE = 10;
/** From here on nobody waits for the next answer while there is a recent one. */
const SLOW_MS = 100;
/** What counts as recent. */
const RECENT_MS = 30_000;
const MAX_ENTRIES = 200;

interface Entry {
  version: string;
  computedAt: number;
  /** How long it took; unknown while it runs. */
  tookMs?: number;
  answer: Promise<unknown>;
  isRenewing?: boolean;
}

/**
 * Keeps answers that are dear to compute. An answer is as current as the data version it was made from. Where data
 * moves all the time, one that took 50 ms is kept for half a second at most, so that however many people look, the
 * database spends a tenth of its time on them; a small installation notices nothing of it. One that took long is
 * renewed behind the back of its readers, as long as it is recent.
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
    if (current && this.#isGoodMeanwhile(current)) {
      if (!current.isRenewing) {
        current.isRenewing = true;
        const next = this.#compute(version, compute);
        next.answer.then(
          () => this.#keep(key, next),
          // It stays as it is; the next reader has it tried again.
          () => {
            current.isRenewing = false;
          },
        );
      }
      return current.answer as Promise<T>;
    }
    const entry = this.#compute(version, compute);
    this.#keep(key, entry);
    // Whoever asked is told of a failure; the next one asks again.
    entry.answer.catch(() => this.#entries.delete(key));
    return entry.answer as Promise<T>;
  }

  #isFresh({ tookMs, computedAt }: Entry): boolean {
    return (
      tookMs === undefined ||
      this.options.now() - computedAt < tookMs * PATIENCE
    );
  }

  #isGoodMeanwhile({ tookMs = 0, computedAt }: Entry): boolean {
    return tookMs >= SLOW_MS && this.options.now() - computedAt < RECENT_MS;
  }

  #compute(version: string, compute: () => Promise<unknown>): Entry {
    const { now } = this.options;
    const computedAt = now();
    const entry: Entry = { version, computedAt, answer: compute() };
    entry.answer.then(
      () => {
        entry.tookMs = now() - computedAt;
      },
      () => {},
    );
    return entry;
  }

  #keep(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > MAX_ENTRIES) {
      this.#entries.delete(this.#entries.keys().next().value!);
    }
  }
}
