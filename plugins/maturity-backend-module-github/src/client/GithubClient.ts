// SPDX-License-Identifier: Apache-2.0
import { STATUS_CODES } from 'node:http';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  DEFAULT_PATIENCE,
  Patience,
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPartialError,
  ProviderPermissionError,
  RateBudget,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { createOctokit } from './createOctokit';
import { GraphqlProblem, isRefusal, PROVIDER } from './errors';
import { RateBudgets, resetOf } from './RateBudgets';

/** What GraphQL says, with or without a status, where it gave up after its ten seconds. */
const TOO_HEAVY = /something went wrong while executing|timed? ?out/i;

/** The lightest of questions. */
const ALIVE = 'query Alive { rateLimit { remaining } }';

/** Requests of one run of the collector for what can wait. */
const SPARE_REQUESTS = 1_000;

/** @internal */
export interface GithubClientOptions {
  host: string;
  apiBaseUrl: string;
  headers: Record<string, string>;
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  budgets: RateBudgets;
  patience?: Patience;
}

/** What a GraphQL query brought, with the host's words about the fields that it did not. @internal */
export interface GraphqlAnswer {
  data: Record<string, unknown>;
  problems: GraphqlProblem[];
}

/** What a REST call brought. @internal */
export type RestAnswer<T> =
  | { status: 'ok'; data: T; etag?: string }
  | { status: 'unchanged' };

/** The only door to GitHub: one host, one set of credentials, reading only. @internal */
export class GithubClient {
  readonly host: string;
  readonly #octokit: ReturnType<typeof createOctokit>;
  readonly #options: GithubClientOptions;
  #failuresInARow = 0;
  #spare = SPARE_REQUESTS;

  constructor(options: GithubClientOptions) {
    this.host = options.host;
    this.#options = options;
    this.#octokit = createOctokit({
      host: options.host,
      apiBaseUrl: options.apiBaseUrl,
      logger: options.logger,
      signal: options.signal,
      patience: options.patience ?? DEFAULT_PATIENCE,
      onHeaders: headers => options.budgets.observe(headers, options.now()),
    });
  }

  /** How often the host failed since it last answered anything. */
  get failuresInARow(): number {
    return this.#failuresInARow;
  }

  budgets(): RateBudget[] {
    return this.#options.budgets.list();
  }

  /** Whether a REST call that can wait may be sent now. */
  hasSpare(): boolean {
    return this.#options.budgets.hasSpare('core', this.#options.now());
  }

  /** Sets REST calls aside for what can wait: as many as this, or as there are left in this run of the collector. */
  takeSpare(most: number): number {
    const taken = this.hasSpare() ? Math.min(most, this.#spare) : 0;
    this.#spare -= taken;
    return taken;
  }

  /** What a query about one repository brings; throws where the host could not answer a part of it. */
  async graphqlWhole(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<GraphqlAnswer> {
    const answer = await this.graphql(query, variables);
    const trouble = answer.problems.find(problem => !isRefusal(problem));
    if (trouble) {
      throw new ProviderPartialError(PROVIDER, trouble.message);
    }
    return answer;
  }

  async graphql(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<GraphqlAnswer> {
    try {
      return await this.#count(() => this.#graphql(query, variables));
    } catch (error) {
      if (error instanceof ProviderOutageError && error.isTimeout) {
        await this.#checkAlive();
      }
      throw error;
    }
  }

  /** A host that answers this gave up on a heavy query; one that does not is down, and lighter ones are pointless. */
  async #checkAlive() {
    try {
      await this.#count(() => this.#graphql(ALIVE, {}));
    } catch (error) {
      throw error instanceof ProviderOutageError
        ? new ProviderOutageError(PROVIDER, error.message, {
            retryAt: error.retryAt,
          })
        : error;
    }
  }

  get<T>(
    route: string,
    parameters: Record<string, unknown>,
    schema: z.ZodType<T>,
    etag?: string,
  ): Promise<RestAnswer<T>> {
    return this.#count(() => this.#get(route, parameters, schema, etag));
  }

  async #count<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      this.#failuresInARow = 0;
      return answer;
    } catch (error) {
      this.#failuresInARow =
        error instanceof ProviderOutageError ? this.#failuresInARow + 1 : 0;
      throw error;
    }
  }

  async #graphql(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<GraphqlAnswer> {
    this.#options.budgets.check('graphql', this.#options.now());
    try {
      const data = await this.#octokit.graphql<Record<string, unknown> | null>(
        query,
        { ...variables, headers: this.#options.headers },
      );
      return { data: data ?? {}, problems: [] };
    } catch (error) {
      const answer = partialAnswer(error);
      if (answer) {
        return answer;
      }
      throw this.#explain(error);
    }
  }

  async #get<T>(
    route: string,
    parameters: Record<string, unknown>,
    schema: z.ZodType<T>,
    etag?: string,
  ): Promise<RestAnswer<T>> {
    this.#options.budgets.check('core', this.#options.now());
    try {
      const response = await this.#octokit.request(`GET ${route}`, {
        ...parameters,
        headers: {
          ...this.#options.headers,
          ...(etag && { 'if-none-match': etag }),
        },
      });
      return {
        status: 'ok',
        data: schema.parse(response.data),
        etag: response.headers.etag,
      };
    } catch (error) {
      if ((error as { status?: number }).status === 304) {
        return { status: 'unchanged' };
      }
      throw this.#explain(error);
    }
  }

  #explain(error: unknown): unknown {
    if (this.#options.signal.aborted) {
      return this.#options.signal.reason ?? error;
    }
    if (error instanceof z.ZodError) {
      return error;
    }
    const { status, response, headers, message, errors } = error as {
      status?: number;
      message?: string;
      headers?: Record<string, string>;
      errors?: GraphqlProblem[];
      response?: {
        headers?: Record<string, string>;
        data?: { message?: string };
      };
    };
    const words = wordsOf(
      status,
      errors?.[0]?.message ??
        response?.data?.message ??
        message ??
        stringifyError(error),
    );
    const retryAt = this.#retryAt(response?.headers ?? headers ?? {});
    if (errors && !errors.some(({ type }) => type === 'RATE_LIMITED')) {
      return new Error(`GitHub refuses a query: ${words}`);
    }
    if (status === undefined || status >= 500 || status === 429) {
      return new ProviderOutageError(PROVIDER, words, {
        retryAt,
        isTimeout: status === 502 || status === 504 || TOO_HEAVY.test(words),
      });
    }
    if (status === 403 && (retryAt || /rate limit|abuse/i.test(words))) {
      return new ProviderOutageError(PROVIDER, words, { retryAt });
    }
    if (status === 401 || status === 403) {
      return new ProviderPermissionError(PROVIDER, words, status === 401);
    }
    if (status === 404 || status === 410 || status === 451) {
      return new ProviderNotFoundError(PROVIDER, words);
    }
    return error;
  }

  #retryAt(headers: Record<string, string>): Date | undefined {
    const seconds = Number(headers['retry-after']);
    if (seconds > 0) {
      return new Date(this.#options.now().getTime() + seconds * 1000);
    }
    return headers['x-ratelimit-remaining'] === '0'
      ? resetOf(headers, this.#options.now())
      : undefined;
  }
}

/** The host's own words; a page for a browser has none, so it is called by its status. */
function wordsOf(status: number | undefined, said: string): string {
  if (status === undefined || (status < 500 && !said.startsWith('<'))) {
    return said;
  }
  const words = said.startsWith('<') ? STATUS_CODES[status] ?? 'Failure' : said;
  return `${words} (${status})`;
}

function partialAnswer(error: unknown): GraphqlAnswer | undefined {
  const { name, data, errors } = error as {
    name?: string;
    data?: Record<string, unknown> | null;
    errors?: GraphqlProblem[];
  };
  if (name !== 'GraphqlResponseError' || !errors) {
    return undefined;
  }
  if (errors.some(({ type }) => type === 'RATE_LIMITED')) {
    return undefined;
  }
  if (!data && errors.every(({ type }) => !type)) {
    // The query itself was refused, as on an old host that lacks a field; a status of its own says so.
    return undefined;
  }
  return { data: data ?? {}, problems: errors };
}
