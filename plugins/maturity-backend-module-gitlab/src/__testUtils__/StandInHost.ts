// SPDX-License-Identifier: Apache-2.0
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { answerRest } from './restRoutes';
import { WorldProject } from './world';

/** What goes wrong with a request. */
export type Fault =
  | 'cut'
  | { status: number; body?: unknown; headers?: Record<string, string> };

/** A request that reached the host. */
export interface SeenRequest {
  method: string;
  /** Below `/api`. */
  path: string;
  query: URLSearchParams;
  token?: string;
  graphql?: { query: string; variables: Record<string, unknown> };
}

/**
 * A GitLab on the loopback interface: the REST and GraphQL calls that the collector makes over made-up projects, in
 * pages, with a rate limit and any fault on demand.
 */
export class StandInHost {
  readonly requests: SeenRequest[] = [];
  readonly projects: WorldProject[];
  /** Decides for each request what goes wrong with it. */
  fault: (request: SeenRequest, count: number) => Fault | undefined = () =>
    undefined;
  /** Requests per window; 0 for a host without a limit. */
  limit = 0;
  used = 0;
  resetAt = 0;
  #server: Server | undefined;

  constructor(projects: WorldProject[]) {
    this.projects = projects;
  }

  get url(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/v4`;
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(error => {
        response.statusCode = 500;
        response.end(JSON.stringify({ message: String(error) }));
      });
    });
    await new Promise<void>(resolve => {
      this.#server!.listen(0, '127.0.0.1', resolve);
    });
    return this;
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
      path: url.pathname.replace(/^\/api/, ''),
      query: url.searchParams,
      token:
        request.headers.authorization ??
        (request.headers['private-token'] as string | undefined),
    };
    if (seen.path === '/graphql') {
      seen.graphql = JSON.parse(await readBody(request));
    }
    this.requests.push(seen);
    const fault = this.fault(seen, this.requests.length);
    if (fault === 'cut') {
      request.socket.destroy();
      return;
    }
    this.used += 1;
    if (this.limit > 0) {
      response.setHeader('ratelimit-limit', this.limit);
      response.setHeader(
        'ratelimit-remaining',
        Math.max(this.limit - this.used, 0),
      );
      response.setHeader('ratelimit-reset', this.resetAt);
    }
    const answer = fault ?? this.#answer(seen);
    response.setHeader('content-type', 'application/json');
    for (const [name, value] of Object.entries(fault?.headers ?? {})) {
      response.setHeader(name, value);
    }
    response.statusCode = answer.status;
    response.end(JSON.stringify(answer.body ?? { message: 'Failure' }));
  }

  #answer(seen: SeenRequest): { status: number; body?: unknown } {
    if (seen.graphql) {
      return { status: 200, body: this.#probe(seen.graphql.variables) };
    }
    const match = /^\/v4\/projects\/([^/]+)(\/.*)?$/.exec(seen.path);
    const id = decodeURIComponent(match?.[1] ?? '').toLowerCase();
    const found = this.projects.find(
      one =>
        String(one.id) === id ||
        one.path.toLowerCase() === id ||
        one.movedFrom?.toLowerCase() === id,
    );
    return found
      ? answerRest(found, decodeURIComponent(match?.[2] ?? ''), seen.query)
      : { status: 404, body: { message: '404 Project Not Found' } };
  }

  #probe(variables: Record<string, unknown>) {
    const paths = variables.fullPaths as string[] | undefined;
    const ids = variables.ids as string[] | undefined;
    if ((paths ?? ids ?? []).length > 50) {
      return { errors: [{ message: 'You cannot provide more than 50' }] };
    }
    const after = (variables.after as string | undefined) ?? '';
    const nodes = this.projects
      .filter(
        one =>
          paths?.includes(one.path.toLowerCase()) ||
          ids?.includes(`gid://gitlab/Project/${one.id}`),
      )
      .map(one => ({
        id: `gid://gitlab/Project/${one.id}`,
        fullPath: one.path,
        webUrl: `https://gitlab.com/${one.path}`,
        createdAt: one.createdAt,
        archived: one.archived,
        lastActivityAt: one.lastActivityAt,
        ciConfigPathOrDefault: '.gitlab-ci.yml',
        repository: { rootRef: one.empty ? null : 'main', empty: one.empty },
        pipelines: {
          nodes: one.pipelines
            .filter(({ updated_at: at }) => String(at) > after)
            .slice(0, 20)
            .map(({ id, updated_at: at }) => ({
              id: `gid://gitlab/Ci::Pipeline/${id}`,
              updatedAt: at,
            })),
        },
      }));
    return { data: { projects: { nodes } } };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
