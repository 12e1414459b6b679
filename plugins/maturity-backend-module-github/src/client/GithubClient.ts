// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  HostHttp,
  Patience,
  ProviderOutageError,
  ProviderPartialError,
  RateBudget,
  RateShares,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Octokit } from '@octokit/core';
import { z } from 'zod';
import { GraphqlProblem, isRefusal, PROVIDER } from './errors';
import { RateResource, readLimit } from './readLimit';

/** What GraphQL says, with a status or in a good answer, where it gave up after its ten seconds. */
const GAVE_UP = /something went wrong while executing/i;
const TOO_HEAVY = new RegExp(`${GAVE_UP.source}|timed? ?out`, 'i');
const LIMITED = 'RATE_LIMITED';

/** The lightest of questions. */
const ALIVE = 'query Alive { rateLimit { remaining } }';

/** Requests of one run of the collector for what can wait. */
const SPARE_REQUESTS = 1_000;

const CORE: RateResource = 'core';
const GRAPHQL: RateResource = 'graphql';

/** Octokit knows how routes become addresses. It sends nothing here. */
const { endpoint } = new Octokit().request;

/** @internal */
export interface GithubClientOptions {
  host: string;
  apiBaseUrl: string;
  headers: Record<string, string>;
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  rates: RateShares;
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
  readonly #http: HostHttp;
  readonly #options: GithubClientOptions;
  #spare = SPARE_REQUESTS;

  constructor(options: GithubClientOptions) {
    this.host = options.host;
    this.#options = options;
    const { apiBaseUrl: _apiBaseUrl, ...access } = options;
    this.#http = new HostHttp({
      ...access,
      provider: PROVIDER,
      readLimit,
      isLimit: words => /rate limit|abuse/i.test(words),
      isTimeout: (status, words) =>
        status === 502 || status === 504 || TOO_HEAVY.test(words),
    });
  }

  /** How often the host failed since it last answered anything. */
  get failuresInARow(): number {
    return this.#http.failuresInARow;
  }

  budgets(): RateBudget[] {
    return this.#http.rates.budgets();
  }

  /** Whether a REST call that can wait may be sent now. */
  hasSpare(): boolean {
    return this.#http.rates.hasSpare(this.#options.now(), CORE);
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
      return await this.#graphql(query, variables);
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
      await this.#graphql(ALIVE, {});
    } catch (error) {
      throw error instanceof ProviderOutageError
        ? new ProviderOutageError(PROVIDER, error.message, {
            retryAt: error.retryAt,
          })
        : error;
    }
  }

  async get<T>(
    route: string,
    parameters: Record<string, unknown>,
    schema: z.ZodType<T>,
    etag?: string,
  ): Promise<RestAnswer<T>> {
    const { apiBaseUrl: baseUrl } = this.#options;
    const { url } = endpoint(`GET ${route}`, { baseUrl, ...parameters });
    const answer = await this.#http.send({ url, etag, limit: CORE });
    return answer.status === 'unchanged'
      ? answer
      : {
          status: 'ok',
          data: schema.parse(answer.body),
          etag: answer.headers.etag,
        };
  }

  async #graphql(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<GraphqlAnswer> {
    const answer = await this.#http.send({
      url: graphqlUrl(this.#options.apiBaseUrl),
      body: { query, variables },
      limit: GRAPHQL,
      outageIn,
    });
    const body = answer.status === 'ok' ? answer.body : undefined;
    const { data } = (body ?? {}) as { data?: GraphqlAnswer['data'] | null };
    const problems = problemsIn(body);
    if (!data && problems.length > 0 && problems.every(({ type }) => !type)) {
      // The query itself was refused, as on an old host that lacks a field; a status of its own says so.
      throw new Error(`GitHub refuses a query: ${problems[0].message}`);
    }
    return { data: data ?? {}, problems };
  }
}

/** A limit that is reached, or a query that GitHub had no time for, as a whole. */
function outageIn(body: unknown): string | undefined {
  const problems = problemsIn(body);
  const limited = problems.find(({ type }) => type === LIMITED);
  const [first] = problems;
  return (
    limited?.message ??
    (GAVE_UP.test(first?.message ?? '') ? first.message : undefined)
  );
}

function problemsIn(body: unknown): GraphqlProblem[] {
  return (body as { errors?: GraphqlProblem[] } | undefined)?.errors ?? [];
}

/** GitHub Enterprise Server has it beside the versions of its REST API. */
function graphqlUrl(apiBaseUrl: string): string {
  const base = apiBaseUrl.replace(/\/+$/, '');
  return `${base.replace(/\/api\/v3$/, '/api')}/graphql`;
}
