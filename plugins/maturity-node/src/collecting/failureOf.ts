// SPDX-License-Identifier: Apache-2.0
import { CollectedItem, CollectorEntity } from '../DeliveryCollector';
import {
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPartialError,
  ProviderPermissionError,
  RateBudgetError,
} from './errors';
import { statusOf } from './targets';

/** Sentences that say what to do, where, after the provider's own words. @public */
export interface FailureAdvice {
  /** There is no such target, or these credentials may not see it. */
  notFound: string;
  /** The credentials are not accepted at all. */
  refused: string;
  /** They may see the target, and not read it. */
  forbidden: string;
}

/** What a failure means for the entities of a target. An outage never makes anything worse than stale. @public */
export function failureOf(
  target: { host: string; entities: readonly CollectorEntity[] },
  error: unknown,
  advice: FailureAdvice,
): CollectedItem[] {
  const message = error instanceof Error ? error.message : String(error);
  if (
    error instanceof ProviderOutageError ||
    error instanceof ProviderPartialError ||
    error instanceof RateBudgetError
  ) {
    const retryAt = 'retryAt' in error ? error.retryAt : undefined;
    return statusOf(target, {
      state: 'stale',
      message: `${target.host}: ${message}`,
      ...(retryAt && { retryAt: retryAt.toISOString() }),
    });
  }
  if (error instanceof ProviderNotFoundError) {
    return statusOf(target, {
      state: 'not-found',
      message: `${error.provider} says “${message}”. ${advice.notFound}`,
    });
  }
  if (error instanceof ProviderPermissionError) {
    const what = error.areRefused ? advice.refused : advice.forbidden;
    return statusOf(target, {
      state: 'no-permission',
      message: `${error.provider} says “${message}”. ${what}`,
    });
  }
  return statusOf(target, { state: 'error', message });
}
