// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';

/** What a provider did not do for us, in its own words. @public */
export abstract class ProviderError extends CustomErrorBase {
  /** As it stands in a sentence, for example `GitHub`. */
  readonly provider: string;

  constructor(provider: string, words: string) {
    super(words);
    this.provider = provider;
  }
}

/** The host did not answer, or asked to come back later: what is known stays as it is. @public */
export class ProviderOutageError extends ProviderError {
  readonly name = 'ProviderOutageError' as const;
  readonly retryAt?: Date;
  /** The host gave up on this request, as it does on heavy ones; a lighter one may pass. */
  readonly isTimeout: boolean;

  constructor(
    provider: string,
    words: string,
    options: { retryAt?: Date; isTimeout?: boolean } = {},
  ) {
    super(provider, words);
    this.retryAt = options.retryAt;
    this.isTimeout = options.isTimeout ?? false;
  }
}

/** The host failed at one part of what it was asked, as at one repository: what is known of it stays, others are read on. @public */
export class ProviderPartialError extends ProviderError {
  readonly name = 'ProviderPartialError' as const;
}

/** The configured share of the host's rate limit is used up. @public */
export class RateBudgetError extends ProviderError {
  readonly name = 'RateBudgetError' as const;
  readonly retryAt: Date;

  constructor(provider: string, message: string, retryAt: Date) {
    super(provider, message);
    this.retryAt = retryAt;
  }
}

/** There is no such thing, or none that these credentials may see: many hosts do not tell the two apart. @public */
export class ProviderNotFoundError extends ProviderError {
  readonly name = 'ProviderNotFoundError' as const;
}

/** The credentials lack a permission; the host's words say which. @public */
export class ProviderPermissionError extends ProviderError {
  readonly name = 'ProviderPermissionError' as const;
  /** They are not accepted at all: expired, revoked or mistyped. */
  readonly areRefused: boolean;

  constructor(provider: string, words: string, areRefused = false) {
    super(provider, words);
    this.areRefused = areRefused;
  }
}

/** Whether going on with other targets is pointless: the host is down or our budget is used up. @public */
export function stopsEverything(error: unknown): boolean {
  return (
    error instanceof ProviderOutageError || error instanceof RateBudgetError
  );
}
