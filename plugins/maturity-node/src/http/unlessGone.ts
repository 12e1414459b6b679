// SPDX-License-Identifier: Apache-2.0
import { ProviderNotFoundError } from '../collecting/errors';

/** What was answered; undefined where there is no such thing, which is a fact and no failure. @public */
export async function unlessGone<T>(
  answer: Promise<T>,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProviderNotFoundError) {
      return undefined;
    }
    throw error;
  }
}
