// SPDX-License-Identifier: Apache-2.0
import { isTooMuch } from './inHalves';

/** Entries of a page, step by step down to where it is not the number of them that a host has no time for. */
const SIZES = [100, 50, 25, 10, 5];

/** The size of the pages of one thing: it gets smaller where the host has no time for them, and stays so for the rest. @internal */
export class PageSize {
  #first: number;

  constructor(first = SIZES[0]) {
    this.#first = first;
  }

  get first(): number {
    return this.#first;
  }

  /** Asks for a page, and for a smaller one as long as it is too much for the host. */
  async ask<R>(askFor: (first: number) => Promise<R>): Promise<R> {
    try {
      return await askFor(this.#first);
    } catch (error) {
      if (!isTooMuch(error) || !this.lower()) {
        throw error;
      }
      return this.ask(askFor);
    }
  }

  /** @returns false where pages are as small as they get */
  lower(): boolean {
    const smaller = SIZES.find(size => size < this.#first);
    this.#first = smaller ?? this.#first;
    return smaller !== undefined;
  }
}
