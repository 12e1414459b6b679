// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { buildSchema, execute, GraphQLSchema, parse, validate } from 'graphql';
import { createRoot, TypedGraphqlError } from './graphqlRoot';
import { QuickQuery } from './QuickQuery';
import { answerRest, Flesh } from './restRoutes';
import { WorldRepository } from './world';

/** What goes wrong with a request. */
export type Fault =
  | 'cut'
  | {
      status: number;
      message: string;
      headers?: Record<string, string>;
    };

/** A request that reached the host. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization?: string;
  graphql?: { query: string; variables: Record<string, unknown> };
  response?: { status: number; body: unknown };
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
export class StandInHost {
  readonly requests: SeenRequest[] = [];
  readonly world = new Map<string, WorldRepository>();
  /** Decides for each request what goes wrong with it. */
  fault: (request: SeenRequest, count: number) => Fault | undefined = () =>
    undefined;
  limit = 5_000_000;
  used = 0;
  latencyMs = 0;
  keepResponses = false;
  /** Answers without graphql-js, where there are too many objects for it and no field is refused. */
  quick = false;
  flesh: Flesh = (_kind, slim) => slim;
  readonly #documents = new Map<string, QuickQuery | string>();

  #server: Server | undefined;

  constructor(repositories: WorldRepository[]) {
    this.add(...repositories);
  }

  add(...repositories: WorldRepository[]) {
    for (const repo of repositories) {
      this.world.set(`${repo.owner}/${repo.name}`.toLowerCase(), repo);
    }
  }

  get url(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(error => {
        response.statusCode = 500;
        response.end(JSON.stringify({ message: String(error) }));
      });
    });
    await new Promise<void>(resolve => {
      this.#server!.listen(0, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => {
      this.#server?.close(resolve);
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://host');
    const seen: SeenRequest = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization,
    };
    if (url.pathname === '/graphql') {
      seen.graphql = JSON.parse(await readBody(request));
    }
    this.requests.push(seen);
    if (this.latencyMs > 0) {
      await new Promise(resolve => {
        setTimeout(resolve, this.latencyMs);
      });
    }
    const fault = this.fault(seen, this.requests.length);
    if (fault === 'cut') {
      request.socket.destroy();
      return;
    }
    this.used += 1;
    const result = fault
      ? { status: fault.status, body: { message: fault.message } }
      : await this.#answer(seen);
    const body = JSON.stringify(result.body);
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    response.setHeader('content-type', 'application/json');
    response.setHeader('etag', etag);
    response.setHeader('x-ratelimit-limit', this.limit);
    response.setHeader(
      'x-ratelimit-remaining',
      Math.max(this.limit - this.used, 0),
    );
    response.setHeader(
      'x-ratelimit-reset',
      Math.floor(Date.now() / 1000) + 3600,
    );
    response.setHeader(
      'x-ratelimit-resource',
      seen.graphql ? 'graphql' : 'core',
    );
    for (const [name, value] of Object.entries(
      (fault && fault.headers) ?? {},
    )) {
      response.setHeader(name, value);
    }
    if (this.keepResponses) {
      seen.response = result;
    }
    if (request.headers['if-none-match'] === etag) {
      response.statusCode = 304;
      response.end();
      return;
    }
    response.statusCode = result.status;
    response.end(body);
  }

  async #answer(seen: SeenRequest): Promise<{ status: number; body: unknown }> {
    if (seen.graphql) {
      return {
        status: 200,
        body: await this.#execute(seen.graphql),
      };
    }
    const match = /^\/repos\/([^/]+)\/([^/]+)\/(.+)$/.exec(seen.path);
    const repo =
      match && this.world.get(`${match[1]}/${match[2]}`.toLowerCase());
    if (!match || !repo) {
      return { status: 404, body: { message: 'Not Found' } };
    }
    return answerRest(
      repo,
      decodeURIComponent(match[3]),
      seen.query,
      this.flesh,
    );
  }

  async #execute({ query, variables }: NonNullable<SeenRequest['graphql']>) {
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

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
