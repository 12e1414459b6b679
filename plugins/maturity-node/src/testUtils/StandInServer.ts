// SPDX-License-Identifier: Apache-2.0
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with a request. @public */
export type Fault = 'cut' | Answer;

/** A request that reached the host. @public */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Parsed where it is JSON. */
  body?: unknown;
}

/** @public */
export interface Answer {
  status: number;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of a body. */
  text?: string;
  headers?: Record<string, string>;
}

/**
 * A host on the loopback interface. What it answers is up to the provider; what goes wrong is up to the test: any
 * fault, latency, and a rate limit of which it tells as the provider does.
 *
 * @public
 */
export abstract class StandInServer {
  readonly requests: SeenRequest[] = [];
  /** Decides for each request what goes wrong with it. */
  fault: (request: SeenRequest, count: number) => Fault | undefined = () =>
    undefined;
  latencyMs = 0;
  #server: Server | undefined;

  /** What the provider says where nothing goes wrong. */
  protected abstract answer(request: SeenRequest): Answer | Promise<Answer>;

  /** What stands in every answer of the provider, those that go wrong included. */
  protected complete(_request: SeenRequest, answer: Answer): Answer {
    return answer;
  }

  /** Without a slash at its end. */
  get origin(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
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
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request),
    };
    this.requests.push(seen);
    if (this.latencyMs > 0) {
      await sleep(this.latencyMs);
    }
    const fault = this.fault(seen, this.requests.length);
    if (fault === 'cut') {
      request.socket.destroy();
      return;
    }
    const answer = this.complete(seen, fault ?? (await this.answer(seen)));
    response.setHeader('content-type', 'application/json');
    for (const [name, value] of Object.entries(answer.headers ?? {})) {
      response.setHeader(name, value);
    }
    response.statusCode = answer.status;
    response.end(
      answer.text ?? JSON.stringify(answer.body ?? { message: 'Failure' }),
    );
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET') {
    return undefined;
  }
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  const text = Buffer.concat(parts).toString('utf8');
  return text ? JSON.parse(text) : undefined;
}
