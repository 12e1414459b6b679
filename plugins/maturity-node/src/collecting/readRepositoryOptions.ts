// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HotfixMarks, readHotfixMarks } from './hotfixMarks';
import {
  COLLECTOR_KEYS,
  CollectorOptions,
  readCollectorOptions,
} from './readCollectorOptions';
import { RULE_KEYS } from './recognition';
import { refuseUnknownKeys } from './unknownKeys';

/** What an administrator chooses of a collector that reads the repositories of a host. @public */
export interface RepositoryOptions<R> extends CollectorOptions {
  /** The share of the host's rate limit that may be used, above 0 and up to 1. */
  budgetShare: number;
  /** How deployments are recognized; the first rule that speaks of an entity wins. */
  rules: R[];
  hotfix: HotfixMarks;
}

/**
 * Reads `schedule`, `backfill`, `budgetShare`, `deployments` and `hotfix` of a collector.
 *
 * @param root - the whole configuration
 * @param at - where the collector's options are, as `maturity.collectors.github`
 * @param readRule - reads one of `deployments`; `ruleAt` is where it stands, for its sentences
 * @param own - the keys that only this host has: `options` beside those above, `rules` in each of `deployments`
 * @throws InputError that names the option, what is wrong and how to write it
 * @public
 */
export function readRepositoryOptions<R>(
  root: Config,
  at: string,
  readRule: (config: Config, ruleAt: string) => R,
  own: { options?: readonly string[]; rules?: readonly string[] } = {},
): RepositoryOptions<R> {
  refuseUnknownKeys(root, at, {
    ...COLLECTOR_KEYS,
    budgetShare: true,
    deployments: {
      ...RULE_KEYS,
      ...known(own.rules),
    },
    hotfix: { labels: true, branches: true },
    ...known(own.options),
  });
  const config = root.getOptionalConfig(at);
  const rules = config?.getOptionalConfigArray('deployments') ?? [];
  return {
    ...readCollectorOptions(root, at),
    budgetShare: readBudgetShare(config, at),
    rules: rules.map((rule, index) =>
      readRule(rule, `${at}.deployments[${index}]`),
    ),
    hotfix: readHotfixMarks(config),
  };
}

function known(keys: readonly string[] = []): Record<string, true> {
  return Object.fromEntries(keys.map(key => [key, true as const]));
}

function readBudgetShare(config: Config | undefined, at: string): number {
  const value = config?.getOptionalNumber('budgetShare') ?? 0.5;
  if (!(value > 0 && value <= 1)) {
    throw new InputError(
      `'${at}.budgetShare' is '${value}'. Set it to a number above 0 and up to 1, for example 0.5 for half of the host's limit.`,
    );
  }
  return value;
}
