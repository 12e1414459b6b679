// SPDX-License-Identifier: Apache-2.0
import { STATUS_CODES } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  DEFAULT_PATIENCE,
  Patience,
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPermissionError,
  RateShare,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './errors';
import { readLimit } from './rateLimit';

/** @internal */
export interface GitlabRequesterOptions {
  host: string;
  headers: Record<string, string>;
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  budget: RateShare;
  patience?: Patience;
}

/** A good answer, with the headers by which Gitbeaker finds the next page. @internal */
export interface GitlabAnswer {
  body: unknown;
  headers: Record<string, string>;
  status: number;
}

interface Attempt {
  answer?: GitlabAnswer;
  failure?: Error;
  /** Seconds to wait, in the host's own words. */
  advice?: number;
}

/**
 * Sends the requests to one host with one token: keeps the rate budget, waits where the host asks to, and says what a
 * refusal means.
 *
 * @internal
 */
export class GitlabRequester {
  readonly #options: GitlabRequesterOptions;
  readonly #patience: Patience;

  constructor(options: GitlabRequesterOptions) {
    this.#options = options;
    this.#patience = options.patience ?? DEFAULT_PATIENCE;
  }

  get budget(): RateShare {
    return this.#options.budget;
  }

  async send(
    url: string,
    init: { method: 'GET' | 'POST'; body?: string },
  ): Promise<GitlabAnswer> {
    for (let attempt = 0; ; attempt++) {
      await this.#keepBudget();
      const { answer, failure, advice } = await this.#attempt(url, init);
      if (answer) {
        return answer;
      }
      const seconds = advice ?? 2 ** attempt;
      const again =
        failure instanceof ProviderOutageError &&
        attempt < this.#patience.retries &&
        seconds <= this.#patience.maxWaitSeconds;
      if (!again) {
        throw failure;
      }
      this.#options.logger.debug('GitLab asks to wait', {
        host: this.#options.host,
        seconds,
        words: failure.message,
      });
      await this.#sleep(seconds);
    }
  }

  async #attempt(
    url: string,
    init: { method: string; body?: string },
  ): Promise<Attempt> {
    const { signal } = this.#options;
    try {
      const response = await fetch(url, {
        ...init,
        headers: {
          accept: 'application/json',
          'user-agent': 'delivery-maturity',
          ...(init.body && { 'content-type': 'application/json' }),
          ...this.#options.headers,
        },
        signal: AbortSignal.any([
          signal,
          AbortSignal.timeout(this.#patience.requestTimeoutMilliseconds),
        ]),
      });
      this.budget.observe(readLimit(response.headers));
      const text = await response.text();
      if (!response.ok) {
        return this.#explain(response, text);
      }
      const answer = {
        body: text ? parseJson(text) : undefined,
        headers: Object.fromEntries(response.headers),
        status: response.status,
      };
      return { answer };
    } catch (error) {
      signal.throwIfAborted();
      return {
        failure: new ProviderOutageError(PROVIDER, wordsOfCause(error)),
      };
    }
  }

  #explain(response: Response, text: string): Attempt {
    const { status } = response;
    // A proxy in between answers a page.
    const words = `${
      wordsOf(text) ?? STATUS_CODES[status] ?? 'Failure'
    } (${status})`;
    if (status === 401 || status === 403) {
      return {
        failure: new ProviderPermissionError(PROVIDER, words, status === 401),
      };
    }
    if (status === 404 || status === 410) {
      return { failure: new ProviderNotFoundError(PROVIDER, words) };
    }
    if (status === 429 || status >= 500) {
      const advice = this.#adviceOf(response.headers);
      const retryAt = this.#retryAt(response.headers, advice);
      return {
        failure: new ProviderOutageError(PROVIDER, words, { retryAt }),
        ...(advice !== undefined && { advice }),
      };
    }
    return { failure: new Error(`GitLab says “${words}”`) };
  }

  /** Seconds to wait. `Retry-After` is a number of them, or a date. */
  #adviceOf(headers: Headers): number | undefined {
    const header = headers.get('retry-after');
    if (header === null) {
      return undefined;
    }
    const seconds = /^\d+$/.test(header)
      ? Number(header)
      : (Date.parse(header) - this.#options.now().getTime()) / 1000;
    return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
  }

  #retryAt(headers: Headers, advice: number | undefined): Date | undefined {
    if (advice !== undefined && advice > 0) {
      return new Date(this.#options.now().getTime() + advice * 1000);
    }
    const reset = Number(headers.get('ratelimit-reset'));
    return headers.get('ratelimit-remaining') === '0' && reset > 0
      ? new Date(reset * 1000)
      : undefined;
  }

  /** GitLab's windows are short: waiting for the next one is better than coming back later. */
  async #keepBudget() {
    const now = this.#options.now();
    const refusal = this.budget.refusal(now);
    if (!refusal) {
      return;
    }
    const seconds = (refusal.retryAt.getTime() - now.getTime()) / 1000;
    if (seconds > this.#patience.maxWaitSeconds) {
      throw refusal;
    }
    await this.#sleep(seconds);
    this.budget.forget();
  }

  async #sleep(seconds: number) {
    const { signal } = this.#options;
    await sleep(seconds * this.#patience.secondInMilliseconds, undefined, {
      signal,
    });
  }
}

/** A sign-in page instead of an answer, or half of one, comes from what is in between, and may not come again. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `The answer is no JSON, or not all of it: ${stringifyError(error)}`,
    );
  }
}

/** GitLab says what is wrong in one of three ways. */
function wordsOf(text: string): string | undefined {
  try {
    const { message, error, error_description: description } = JSON.parse(text);
    const words = description ?? message ?? error;
    return typeof words === 'string' ? words : JSON.stringify(words);
  } catch {
    return undefined;
  }
}

function wordsOfCause(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return stringifyError(cause ?? error);
}
