// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { z } from 'zod';
import {
  GitlabNotFoundError,
  GitlabOutageError,
  GitlabPermissionError,
} from './errors';
import { DEFAULT_PATIENCE, Patience } from './patience';
import { RateBudget } from './RateBudget';

/** @internal */
export interface GitlabClientOptions {
  host: string;
  /** Ends with `/api/v4`. */
  apiBaseUrl: string;
  headers: Record<string, string>;
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  budget: RateBudget;
  patience?: Patience;
}

/** Parameters of a call: those that the route names go into the path, the others into the query. @internal */
export type Parameters = Record<
  string,
  string | number | boolean | string[] | undefined
>;

const PER_PAGE = 100;

interface Attempt {
  answer?: unknown;
  failure?: Error;
  /** Seconds to wait, in the host's own words. */
  advice?: number;
}

/**
 * The only door to GitLab: one host, one token, reading only.
 *
 * @remarks
 *
 * Gitbeaker's requester retries 429 and 502 on a schedule of its own, without `Retry-After`, and keeps status and
 * headers to itself; the budget and the host's advice need both, so requests are made here.
 *
 * @internal
 */
export class GitlabClient {
  readonly host: string;
  readonly #options: GitlabClientOptions;
  readonly #patience: Patience;

  constructor(options: GitlabClientOptions) {
    this.host = options.host;
    this.#options = options;
    this.#patience = options.patience ?? DEFAULT_PATIENCE;
  }

  get budget(): RateBudget {
    return this.#options.budget;
  }

  /** One call of the REST API. Routes are written as in GitLab's documentation: `/projects/:id/deployments`. */
  async get<T>(
    route: string,
    parameters: Parameters,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const url = toUrl(this.#options.apiBaseUrl, route, parameters);
    return schema.parse(await this.#request(url, { method: 'GET' }));
  }

  /** All pages of a list, in order, at most `maxPages`. */
  async *pages<T>(
    route: string,
    parameters: Parameters,
    schema: z.ZodType<T>,
    maxPages = Infinity,
  ): AsyncGenerator<T[]> {
    for (let page = 1; page <= maxPages; page++) {
      const items = await this.get(
        route,
        { ...parameters, per_page: PER_PAGE, page },
        z.array(schema),
      );
      yield items;
      if (items.length < PER_PAGE) {
        return;
      }
    }
  }

  /** All items of a list, and whether there would be more. */
  async list<T>(
    route: string,
    parameters: Parameters,
    schema: z.ZodType<T>,
    maxPages: number,
  ): Promise<{ items: T[]; complete: boolean }> {
    const items: T[] = [];
    for await (const page of this.pages(route, parameters, schema, maxPages)) {
      items.push(...page);
    }
    return { items, complete: items.length < maxPages * PER_PAGE };
  }

  /** As `list`, of something that a project may not have at all: a repository, a feature. */
  async listIfAny<T>(
    route: string,
    parameters: Parameters,
    schema: z.ZodType<T>,
    maxPages: number,
  ): Promise<{ items: T[]; complete: boolean }> {
    try {
      return await this.list(route, parameters, schema, maxPages);
    } catch (error) {
      if (error instanceof GitlabNotFoundError) {
        return { items: [], complete: true };
      }
      throw error;
    }
  }

  async graphql<T>(
    query: string,
    variables: Record<string, unknown>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const url = this.#options.apiBaseUrl.replace(/\/v4\/?$/, '/graphql');
    const answer = z
      .object({
        data: z.unknown(),
        errors: z.array(z.object({ message: z.string() })).optional(),
      })
      .parse(
        await this.#request(url, {
          method: 'POST',
          body: JSON.stringify({ query, variables }),
        }),
      );
    if (answer.errors && !answer.data) {
      throw new GitlabNotFoundError(
        answer.errors.map(({ message }) => message).join(' '),
      );
    }
    return schema.parse(answer.data);
  }

  async #request(
    url: string,
    init: { method: string; body?: string },
  ): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      await this.#keepBudget();
      const { answer, failure, advice } = await this.#attempt(url, init);
      if (!failure) {
        return answer;
      }
      const seconds = advice ?? 2 ** attempt;
      const again =
        failure instanceof GitlabOutageError &&
        attempt < this.#patience.retries &&
        seconds <= this.#patience.maxWaitSeconds;
      if (!again) {
        throw failure;
      }
      this.#options.logger.debug('GitLab asks to wait', {
        host: this.host,
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
      this.budget.observe(response.headers);
      const text = await response.text();
      if (response.ok) {
        return { answer: text ? JSON.parse(text) : undefined };
      }
      return this.#explain(response, text);
    } catch (error) {
      signal.throwIfAborted();
      return { failure: new GitlabOutageError(wordsOfCause(error)) };
    }
  }

  #explain(response: Response, text: string): Attempt {
    const words = `${wordsOf(text) ?? response.statusText} (${
      response.status
    })`;
    const { status } = response;
    if (status === 401 || status === 403) {
      return { failure: new GitlabPermissionError(words, status === 401) };
    }
    if (status === 404 || status === 410) {
      return { failure: new GitlabNotFoundError(words) };
    }
    if (status === 429 || status >= 500) {
      const header = response.headers.get('retry-after');
      const advice = header === null ? undefined : Number(header);
      const retryAt = this.#retryAt(response.headers, advice);
      return {
        failure: new GitlabOutageError(words, retryAt),
        ...(advice !== undefined && advice >= 0 && { advice }),
      };
    }
    return { failure: new Error(`GitLab says “${words}”`) };
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

function toUrl(base: string, route: string, parameters: Parameters): string {
  const rest = new Map(Object.entries(parameters));
  const path = route.replace(/:(\w+)/g, (_match, name) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of rest) {
    if (Array.isArray(value)) {
      value.forEach(item => query.append(`${name}[]`, item));
    } else if (value !== undefined) {
      query.append(name, String(value));
    }
  }
  const search = query.toString();
  return `${base.replace(/\/$/, '')}${path}${search ? `?${search}` : ''}`;
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
