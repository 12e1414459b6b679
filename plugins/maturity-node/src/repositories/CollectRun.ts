// SPDX-License-Identifier: Apache-2.0
import { stopsEverything, ProviderOutageError } from '../collecting/errors';
import { RepositoryOptions } from '../collecting/readRepositoryOptions';
import {
  CollectContext,
  DeclaredTemplate,
  RateBudget,
} from '../DeliveryCollector';

/** What the collect loop needs of a client: the only door to one host with one set of credentials. @public */
export interface HostClient {
  /** How often the host failed since it last answered anything. */
  readonly failuresInARow: number;
  budgets(): RateBudget[];
}

/** One run of a collector over what the same credentials read. It is given to every reader, and none changes it. @public */
export interface CollectRun<C extends HostClient, R> {
  readonly client: C;
  readonly options: RepositoryOptions<R>;
  readonly context: CollectContext;
  /** The golden paths in force. */
  readonly templates: readonly DeclaredTemplate[];
  /** How far back a first read goes, ISO 8601. */
  readonly since: string;
}

/** After so many failures in a row, each tried again, it is not single repositories that the host fails at. */
const MAX_FAILURES = 5;

/**
 * Whether the host is down, and not only at a loss with one repository, whose neighbors must not wait for it. A host
 * that says when to come back speaks of itself.
 *
 * @public
 */
export function isHostDown(
  { client }: { client: HostClient },
  error: unknown,
): boolean {
  if (!stopsEverything(error)) {
    return false;
  }
  return (
    client.failuresInARow >= MAX_FAILURES ||
    !(error instanceof ProviderOutageError) ||
    error.retryAt !== undefined
  );
}
