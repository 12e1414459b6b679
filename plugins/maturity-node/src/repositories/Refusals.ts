// SPDX-License-Identifier: Apache-2.0
import { ProviderPermissionError } from '../collecting/errors';

/** What may not be read of a repository, by part, each with the host's words about it. @public */
export type Refusals = ReadonlyMap<string, string>;

/** What was refused before and what was refused now. @public */
export function withRefusals(known: Refusals, more: Refusals): Refusals {
  return more.size > 0 ? new Map([...known, ...more]) : known;
}

/** What was read of a part, and what may not be read by now. @public */
export interface ReadPart<T> {
  /** Undefined where it may not be read. */
  value?: T;
  refused: Refusals;
}

/**
 * Reads one part of a repository. What may not be read is told with the host's words, and the rest goes on; what was
 * refused before is not asked for again.
 *
 * @param part - by this name its refusal is told
 * @public
 */
export async function readPart<T>(
  part: string,
  refused: Refusals,
  read: () => Promise<T>,
): Promise<ReadPart<T>> {
  if (refused.has(part)) {
    return { refused };
  }
  try {
    return { value: await read(), refused };
  } catch (error) {
    return { refused: withRefusal(part, refused, error) };
  }
}

/**
 * What is refused by now.
 *
 * @throws the error where it is no refusal
 * @public
 */
export function withRefusal(
  part: string,
  refused: Refusals,
  error: unknown,
): Refusals {
  if (!(error instanceof ProviderPermissionError)) {
    throw error;
  }
  return withRefusals(refused, new Map([[part, error.message]]));
}
