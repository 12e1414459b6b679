// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  Answer,
  SeenRequest,
  StandInServer,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { buildSchema, execute, GraphQLSchema, parse, validate } from 'graphql';
import { createRoot, TypedGraphqlError } from './graphqlRoot';
import { QuickQuery } from './QuickQuery';
import { answerRest, Flesh } from './restRoutes';
import { WorldRepository } from './world';

/** What is asked of the GraphQL API. */
export interface Question {
  query: string;
  variables: Record<string, unknown>;
}

/** The GraphQL question of a request, if it is one. */
export function questionOf({ path, body }: SeenRequest): Question | undefined {
  return path === '/graphql' ? (body as Question) : undefined;
}

let schema: GraphQLSchema | undefined;

/** A file of an installed package, whatever its exports say. */
export function packageFile(name: string): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', name);
    if (existsSync(file)) {
      return file;
    }
    if (folder === dirname(folder)) {
      throw new Error(`'${name}' is not installed`);
    }
  }
}

/** GitHub's published GraphQL schema. */
export function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(
    readFileSync(packageFile('@octokit/graphql-schema/schema.graphql'), 'utf8'),
    { assumeValidSDL: true },
  );
  return schema;
}

/**
 * A GitHub on the loopback interface: its real GraphQL schema over made-up repositories, the REST calls that the
 * collector makes, a rate limit, and any fault on demand.
 */
export class StandInHost extends StandInServer {
  readonly world = new Map<string, WorldRepository>();
  /** Requests per hour; 0 for a host without a limit. */
  limit = 5_000_000;
  used = 0;
  /** What was answered, where it is kept. */
  responses: Map<SeenRequest, Answer> | undefined;
  /** Changes what is answered, for answers that no sound host would give. */
  twist: (request: SeenRequest, answer: Answer) => Answer = (_, answer) =>
    answer;
  /** Answers without graphql-js, where there are too many objects for it and no field is refused. */
  quick = false;
  flesh: Flesh = (_kind, slim) => slim;
  readonly #documents = new Map<string, QuickQuery | string>();

  constructor(repositories: WorldRepository[]) {
    super();
    this.add(...repositories);
  }

  add(...repositories: WorldRepository[]) {
    for (const repo of repositories) {
      this.world.set(`${repo.owner}/${repo.name}`.toLowerCase(), repo);
    }
  }

  get url(): string {
    return this.origin;
  }

  protected async answer(seen: SeenRequest): Promise<Answer> {
    const question = questionOf(seen);
    if (question) {
      return { status: 200, body: await this.#execute(question) };
    }
    const match = /^\/repos\/([^/]+)\/([^/]+)\/(.+)$/.exec(seen.path);
    const repo =
      match && this.world.get(`${match[1]}/${match[2]}`.toLowerCase());
    if (!match || !repo) {
      return { status: 404, body: { message: 'Not Found' } };
    }
    const rest = decodeURIComponent(match[3]);
    return answerRest(repo, rest, seen.query, this.flesh);
  }

  protected complete(seen: SeenRequest, answer: Answer): Answer {
    this.used += 1;
    this.responses?.set(seen, answer);
    const { twist } = this;
    return this.#envelop(seen, twist(seen, answer));
  }

  #envelop(seen: SeenRequest, answer: Answer): Answer {
    const text = answer.text ?? JSON.stringify(answer.body);
    const etag = `"${createHash('sha1').update(text).digest('hex')}"`;
    const isKnown = seen.headers['if-none-match'] === etag;
    return {
      status: isKnown ? 304 : answer.status,
      text: isKnown ? '' : text,
      headers: {
        etag,
        ...(this.limit > 0 && this.#limitHeaders(seen)),
        ...answer.headers,
      },
    };
  }

  #limitHeaders(seen: SeenRequest) {
    return {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(Math.max(this.limit - this.used, 0)),
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
      'x-ratelimit-resource': questionOf(seen) ? 'graphql' : 'core',
    };
  }

  async #execute({ query, variables }: Question) {
    let document = this.#documents.get(query);
    if (document === undefined) {
      const parsed = parse(query);
      const errors = validate(githubSchema(), parsed);
      document = errors.length > 0 ? errors.join('\n') : new QuickQuery(parsed);
      this.#documents.set(query, document);
    }
    if (typeof document === 'string') {
      return { errors: [{ message: document }] };
    }
    const rootValue = createRoot({
      repository: (owner, name) =>
        this.world.get(`${owner}/${name}`.toLowerCase()),
      candidates: number => {
        const generated = this.world.get(
          `acme/repo-${Math.floor(number / 100_000)}`,
        );
        return generated ? [generated] : this.world.values();
      },
    });
    if (this.quick) {
      return { data: document.execute(rootValue, variables) };
    }
    const result = await execute({
      schema: githubSchema(),
      document: document.document,
      variableValues: variables,
      rootValue,
    });
    return {
      data: result.data,
      ...(result.errors && {
        errors: result.errors.map(error => ({
          message: error.message,
          path: error.path,
          ...(error.originalError instanceof TypedGraphqlError && {
            type: error.originalError.type,
          }),
        })),
      }),
    };
  }
}
