// SPDX-License-Identifier: Apache-2.0
import {
  ProviderNotFoundError,
  RateShare,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { createApi, GitlabApi } from './createApi';
import { PROVIDER } from './errors';
import { GitlabRequester, GitlabRequesterOptions } from './GitlabRequester';

/** @internal */
export interface GitlabClientOptions extends GitlabRequesterOptions {
  /** Ends with `/api/v4`. */
  apiBaseUrl: string;
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
  readonly #requester: GitlabRequester;
  readonly #api: GitlabApi;
  readonly #graphqlUrl: string;

  constructor(options: GitlabClientOptions) {
    this.host = options.host;
    this.#requester = new GitlabRequester(options);
    this.#api = createApi(options.apiBaseUrl, this.#requester);
    this.#graphqlUrl = options.apiBaseUrl.replace(/\/v4\/?$/, '/graphql');
  }

  get budget(): RateShare {
    return this.#requester.budget;
  }

  /** One answer of the REST API. */
  async read<T>(schema: z.ZodType<T>, ask: Ask): Promise<T> {
    return parse(schema, await ask(this.#api));
  }

  /** As `read`, undefined where there is no such thing. */
  async readIfAny<T>(schema: z.ZodType<T>, ask: Ask): Promise<T | undefined> {
    return ifAny(this.read(schema, ask));
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
    return ifAny(this.list(schema, maxPages, ask));
  }

  async graphql<T>(
    query: string,
    variables: Record<string, unknown>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const { body } = await this.#requester.send(this.#graphqlUrl, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
    });
    const answer = parse(answerSchema, body);
    if (answer.errors && !answer.data) {
      throw new ProviderNotFoundError(
        PROVIDER,
        answer.errors.map(({ message }) => message).join(' '),
      );
    }
    return parse(schema, answer.data);
  }
}

async function ifAny<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProviderNotFoundError) {
      return undefined;
    }
    throw error;
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
