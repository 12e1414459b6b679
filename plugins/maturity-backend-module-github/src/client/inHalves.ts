// SPDX-License-Identifier: Apache-2.0
import {
  ProviderOutageError,
  ProviderPartialError,
} from '@delivery-maturity/backstage-plugin-maturity-node';

/**
 * Asks about many things in one query, and about half as many where that is too much for the host or it fails at one of
 * them, down to one.
 *
 * @param ask - answers in the order of the things
 * @param alone - what is answered for one that is too much by itself; thrown where this is not given
 * @internal
 */
export async function inHalves<T, R>(
  things: T[],
  ask: (things: T[]) => Promise<R[]>,
  alone?: (thing: T, error: Error) => R,
): Promise<R[]> {
  try {
    return await ask(things);
  } catch (error) {
    if (!isTooMuch(error)) {
      throw error;
    }
    if (things.length > 1) {
      const middle = Math.ceil(things.length / 2);
      return [
        ...(await inHalves(things.slice(0, middle), ask, alone)),
        ...(await inHalves(things.slice(middle), ask, alone)),
      ];
    }
    if (!alone) {
      throw error;
    }
    return things.map(thing => alone(thing, error));
  }
}

/** Whether the host may have an answer where it is asked for less. @internal */
export function isTooMuch(error: unknown): error is Error {
  return (
    error instanceof ProviderPartialError ||
    (error instanceof ProviderOutageError && error.isTimeout)
  );
}
