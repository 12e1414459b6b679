// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  HostHttp,
  Patience,
  ProviderNotFoundError,
  RateBudget,
  RateShares,
  unlessGone,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { createApi, GitlabApi } from './createApi';
import { PROVIDER } from './errors';
import { readLimit } from './readLimit';

/** @internal */
export interface GitlabClientOptions {
  host: string;
  /** Ends with `/api/v4`. */
  apiBaseUrl: string;
  headers: Record<string, string>;
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  rates: RateShares;
  patience?: Patience;
}

type Ask = (api: GitlabApi) => Promise<unknown>;
type AskPages = (
  api: GitlabApi,
  pages: { perPage: number; maxPages: number },
) => Promise<unknown>;

const PER_PAGE = 100;

const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/**
 * The only door to GitLab: one host, one token, reading only. Gitbeaker asks, and what is answered is parsed before
 * anybody sees it.
 *
 * @internal
 */
export class GitlabClient {
  readonly host: string;
  readonly #http: HostHttp;
  readonly #api: GitlabApi;
  readonly #graphqlUrl: string;

  constructor(options: GitlabClientOptions) {
    const { apiBaseUrl, ...access } = options;
    this.host = options.host;
    this.#http = new HostHttp({ ...access, provider: PROVIDER, readLimit });
    this.#api = createApi(apiBaseUrl, this.#http);
    this.#graphqlUrl = apiBaseUrl.replace(/\/v4\/?$/, '/graphql');
  }

  /** How often the host failed since it last answered anything. */
  get failuresInARow(): number {
    return this.#http.failuresInARow;
  }

  budgets(): RateBudget[] {
    return this.#http.budgets();
  }

  /** One answer of the REST API. */
  async read<T>(schema: z.ZodType<T>, ask: Ask): Promise<T> {
    return parse(schema, await ask(this.#api));
  }

  /** As `read`, undefined where there is no such thing. */
  async readIfAny<T>(schema: z.ZodType<T>, ask: Ask): Promise<T | undefined> {
    return unlessGone(this.read(schema, ask));
  }

  /** A list page by page, so that one need not read to its end. At most `maxPages`. */
  async *pages<T>(
    schema: z.ZodType<T>,
    maxPages: number,
    ask: (
      api: GitlabApi,
      page: { perPage: number; page: number },
    ) => Promise<unknown>,
  ): AsyncGenerator<T[]> {
    for (let page = 1; page <= maxPages; page++) {
      const items = await this.read(z.array(schema), api =>
        ask(api, { perPage: PER_PAGE, page }),
      );
      yield items;
      if (items.length < PER_PAGE) {
        return;
      }
    }
  }

  /** All items of a list, as far as `maxPages` reach. */
  async list<T>(
    schema: z.ZodType<T>,
    maxPages: number,
    ask: AskPages,
  ): Promise<T[]> {
    return this.read(z.array(schema), api =>
      ask(api, { perPage: PER_PAGE, maxPages }),
    );
  }

  /** As `list`, of something that a project may not have at all: a repository, a feature. */
  async listIfAny<T>(
    schema: z.ZodType<T>,
    maxPages: number,
    ask: AskPages,
  ): Promise<T[]> {
    return (await this.listUnlessAbsent(schema, maxPages, ask)) ?? [];
  }

  /** As `listIfAny`; undefined where there is no such thing, which is not the same as none in it. */
  async listUnlessAbsent<T>(
    schema: z.ZodType<T>,
    maxPages: number,
    ask: AskPages,
  ): Promise<T[] | undefined> {
    return unlessGone(this.list(schema, maxPages, ask));
  }

  async graphql<T>(
    query: string,
    variables: Record<string, unknown>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const sent = await this.#http.send({
      url: this.#graphqlUrl,
      body: { query, variables },
    });
    const answer = parse(
      answerSchema,
      sent.status === 'ok' ? sent.body : undefined,
    );
    if (answer.errors && !answer.data) {
      throw new ProviderNotFoundError(
        PROVIDER,
        answer.errors.map(({ message }) => message).join(' '),
      );
    }
    return parse(schema, answer.data);
  }
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const { success, data, error } = schema.safeParse(answer);
  if (!success) {
    throw new Error(
      `GitLab's answer is not what its documentation describes: ${z
        .prettifyError(error)
        .replace(/\s*\n\s*/g, ' ')}`,
    );
  }
  return data;
}
