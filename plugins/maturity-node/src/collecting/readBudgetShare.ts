// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads `budgetShare` of a collector: the share of the provider's rate limit that may be used, above 0 and up to 1,
 * half of it where none is configured.
 *
 * @param root - the whole configuration
 * @param at - where the collector's options are, as `maturity.collectors.github`
 * @throws InputError that says how to write it
 * @public
 */
export function readBudgetShare(root: Config, at: string): number {
  const value = root.getOptionalNumber(`${at}.budgetShare`) ?? 0.5;
  if (!(value > 0 && value <= 1)) {
    throw new InputError(
      `'${at}.budgetShare' is '${value}'. Set it to a number above 0 and up to 1, for example 0.5 for half of the host's limit.`,
    );
  }
  return value;
}
