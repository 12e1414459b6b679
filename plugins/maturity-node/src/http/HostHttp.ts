// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ProviderOutageError } from '../collecting/errors';
import { DEFAULT_PATIENCE, Patience } from '../collecting/patience';
import { RateBudget } from '../DeliveryCollector';
import { explainAnswer, FailureWords } from './explainAnswer';
import { NamedRateLimit, RateShares } from './RateShares';
import { secondsToWait } from './secondsToWait';

/** @public */
export interface HostHttpOptions extends FailureWords {
  host: string;
  /** Of the credentials; a function where they differ from request to request. */
  headers: Record<string, string> | (() => Promise<Record<string, string>>);
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  rates: RateShares;
  /** What the headers of any answer say of a limit. */
  readLimit?(headers: Headers, now: Date): NamedRateLimit | undefined;
  patience?: Patience;
}

/** A request that reads. @public */
export interface HostRequest {
  url: string;
  /** Sent as JSON with POST, as GraphQL has it; without it the request is a GET. */
  body?: unknown;
  /** What an earlier answer was called: where nothing changed since, the answer is `unchanged`, and most hosts do not count it. */
  etag?: string;
  /** Which limit of the host it counts against. Default: the only one. */
  limit?: string;
  /** The host's words where a good answer says that a limit is reached or the host gave up, as GraphQL does. */
  outageIn?(body: unknown): string | undefined;
}

/** @public */
export type HostAnswer =
  | {
      status: 'ok';
      /** Parsed JSON; undefined where the answer is empty. */
      body: unknown;
      headers: Record<string, string>;
      code: number;
    }
  | { status: 'unchanged' };

type Attempt =
  | { answer: HostAnswer }
  | {
      failure: Error;
      /** Seconds, in the host's own words. */ advice?: number;
    };

const NOT_MODIFIED = 304;
const BAD_GATEWAY = 502;

/**
 * Sends requests to one host with one set of credentials: keeps to our share of its limits, waits as the host advises,
 * else longer from time to time, asks conditionally, and says what a refusal means. It only reads.
 *
 * @remarks
 * A request that fails throws one of the errors of this package, by which the collect loop tells what to do:
 * `ProviderOutageError` (the host is down: what is known stays), `RateBudgetError`, `ProviderNotFoundError` (a fact) and
 * `ProviderPermissionError` (told, and the rest goes on).
 *
 * @public
 */
export class HostHttp {
  readonly #options: HostHttpOptions;
  readonly #patience: Patience;
  #failuresInARow = 0;

  constructor(options: HostHttpOptions) {
    this.#options = options;
    this.#patience = options.patience ?? DEFAULT_PATIENCE;
  }

  get rates(): RateShares {
    return this.#options.rates;
  }

  /** What the host said of its limits, to be shown. */
  budgets(): RateBudget[] {
    return this.rates.budgets();
  }

  /** How often the host failed since it last answered anything. */
  get failuresInARow(): number {
    return this.#failuresInARow;
  }

  async send(request: HostRequest): Promise<HostAnswer> {
    try {
      const answer = await this.#sendPatiently(request);
      this.#failuresInARow = 0;
      return answer;
    } catch (error) {
      this.#failuresInARow =
        error instanceof ProviderOutageError ? this.#failuresInARow + 1 : 0;
      throw error;
    }
  }

  async #sendPatiently(request: HostRequest): Promise<HostAnswer> {
    const { host, logger, provider } = this.#options;
    for (let attempt = 0; ; attempt++) {
      await this.#keepToShare(request.limit);
      const found = await this.#attempt(request);
      if ('answer' in found) {
        return found.answer;
      }
      const { failure, advice } = found;
      const seconds = advice ?? 2 ** attempt;
      const isWorthIt =
        failure instanceof ProviderOutageError &&
        attempt < this.#patience.retries &&
        seconds <= this.#patience.maxWaitSeconds;
      if (!isWorthIt) {
        throw failure;
      }
      logger.debug(`${provider} is asked again after a wait`, {
        host,
        seconds,
        words: failure.message,
      });
      await this.#wait(seconds);
    }
  }

  async #attempt({ url, ...request }: HostRequest): Promise<Attempt> {
    const { signal, now, rates, provider } = this.#options;
    try {
      const response = await fetch(url, await this.#requestOf(request));
      const limit = this.#options.readLimit?.(response.headers, now());
      rates.observe(limit);
      if (response.status === NOT_MODIFIED) {
        return { answer: { status: 'unchanged' } };
      }
      const text = await response.text();
      const advice = secondsToWait(response.headers, now());
      const retryAt = retryAtOf(advice, limit, now());
      if (!response.ok) {
        const { status } = response;
        const failure = explainAnswer({ status, text, retryAt }, this.#options);
        return { failure, advice: advice ?? secondsUntil(retryAt, now()) };
      }
      const parsed = parseJson(text);
      if ('problem' in parsed) {
        return { failure: this.#noJson(parsed.problem), advice };
      }
      const { body } = parsed;
      const words = request.outageIn?.(body);
      if (words !== undefined) {
        const failure = new ProviderOutageError(provider, words, {
          retryAt,
          isTimeout: this.#options.isTimeout?.(response.status, words),
        });
        return { failure, advice: secondsUntil(retryAt, now()) };
      }
      const headers = Object.fromEntries(response.headers);
      return {
        answer: { status: 'ok', body, headers, code: response.status },
      };
    } catch (error) {
      signal.throwIfAborted();
      const { cause } = error as { cause?: unknown };
      const words = stringifyError(cause ?? error);
      return { failure: new ProviderOutageError(provider, words) };
    }
  }

  /** A sign-in page instead of an answer, or half of one, comes from what is in between, and may not come again. */
  #noJson(problem: string): Error {
    const { provider, isTimeout } = this.#options;
    const words = `The answer is no JSON, or not all of it: ${problem}`;
    return new ProviderOutageError(provider, words, {
      isTimeout: isTimeout?.(BAD_GATEWAY, words),
    });
  }

  async #requestOf({ body, etag }: Omit<HostRequest, 'url'>) {
    const { headers, signal } = this.#options;
    const own = typeof headers === 'function' ? await headers() : headers;
    return {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'delivery-maturity',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(etag && { 'if-none-match': etag }),
        ...own,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([
        signal,
        AbortSignal.timeout(this.#patience.requestTimeoutMilliseconds),
      ]),
    };
  }

  /** Where the next window is near, waiting for it is better than coming back later. */
  async #keepToShare(limit?: string) {
    const { now, rates } = this.#options;
    const refusal = rates.refusal(now(), limit);
    if (!refusal) {
      return;
    }
    const seconds = secondsUntil(refusal.retryAt, now())!;
    if (seconds > this.#patience.maxWaitSeconds) {
      throw refusal;
    }
    await this.#wait(seconds);
    rates.forget(limit);
  }

  async #wait(seconds: number) {
    const { signal } = this.#options;
    await sleep(seconds * this.#patience.secondInMilliseconds, undefined, {
      signal,
    });
  }
}

function retryAtOf(
  advice: number | undefined,
  limit: NamedRateLimit | undefined,
  now: Date,
): Date | undefined {
  if (advice !== undefined && advice > 0) {
    return new Date(now.getTime() + advice * 1000);
  }
  return limit?.remaining === 0 ? limit.resetAt : undefined;
}

function secondsUntil(at: Date | undefined, now: Date): number | undefined {
  return at && Math.max((at.getTime() - now.getTime()) / 1000, 0);
}

function parseJson(text: string): { body: unknown } | { problem: string } {
  try {
    return { body: text ? JSON.parse(text) : undefined };
  } catch (error) {
    return { problem: stringifyError(error) };
  }
}
