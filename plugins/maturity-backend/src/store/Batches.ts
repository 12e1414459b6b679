// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';

/** A statement that holds locks is to be over long before anybody else notices: within 100 ms. */
const TARGET_MS = 40;
const MOST = 2_000;

/**
 * How much is done at a time, so that a statement takes about 40 ms however large rows and however slow the database
 * is: half of it after a slow one, and more again after fast ones.
 *
 * @internal
 */
export class Batches {
  #size: number;

  constructor(start = 50) {
    this.#size = start;
  }

  get size(): number {
    return this.#size;
  }

  /** Runs the work of one batch and takes its time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.adapt(performance.now() - start);
    return result;
  }

  /** @param tookMs - what a batch of the present size took */
  adapt(tookMs: number): void {
    if (tookMs > TARGET_MS) {
      const fitting = (this.#size * TARGET_MS) / tookMs;
      this.#size = Math.max(1, Math.floor(Math.min(fitting, this.#size / 2)));
    } else if (tookMs < TARGET_MS / 2) {
      this.#size = Math.min(MOST, Math.ceil(this.#size * 1.5));
    }
  }
}
