// SPDX-License-Identifier: Apache-2.0
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { BenchDatabase } from './database';

const TOKEN = 'a-token-of-the-benchmark-alone';

/** What the backend says of itself. */
export interface Usage {
  /** Longest time its event loop was held since the last reset. */
  longestDelayMs: number;
  peakBytes: number;
  /** Processor time so far, which other programs on the machine lengthen little. */
  cpuSeconds: number;
}

/** The backend under measurement, seen from outside. */
export class BackendProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly baseUrl: string,
  ) {}

  readonly headers = { authorization: `Bearer ${TOKEN}` };

  static async start(options: {
    database: BenchDatabase;
    entities: number;
    folder: string;
  }): Promise<BackendProcess> {
    const { database, entities, folder } = options;
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const config = path.join(folder, `app-config.${port}.yaml`);
    // JSON is YAML.
    fs.writeFileSync(
      config,
      JSON.stringify({
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { host: '127.0.0.1', port },
          database: database.config,
          auth: {
            externalAccess: [
              { type: 'static', options: { token: TOKEN, subject: 'bench' } },
            ],
          },
        },
        permission: { enabled: true },
      }),
    );
    const child = fork(
      path.join(__dirname, 'backend.ts'),
      ['--config', config],
      {
        env: {
          ...process.env,
          NODE_ENV: 'production',
          LOG_LEVEL: 'warn',
          BENCH_ENTITIES: String(entities),
        },
        // Inherits the loader of TypeScript.
        execArgv: process.execArgv,
        silent: true,
      },
    );
    const output = { tail: '' };
    const keep = (chunk: Buffer) => {
      output.tail = (output.tail + chunk).slice(-5_000);
    };
    child.stdout!.on('data', keep);
    child.stderr!.on('data', keep);
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(
        `The backend under measurement ended (${code}):\n${output.tail}`,
      );
    });
    await Promise.race([answerOf(child), ended]);
    ended.catch(() => {});
    return new BackendProcess(child, baseUrl);
  }

  async usage(reset = false): Promise<Usage> {
    const answer = answerOf(this.child);
    this.child.send({ reset });
    return answer;
  }

  async call(method: string, where: string, body?: unknown): Promise<any> {
    const response = await fetch(this.baseUrl + where, {
      method,
      headers: {
        ...this.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `${method} ${where} answered ${response.status}: ${text.slice(0, 500)}`,
      );
    }
    return JSON.parse(text);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}

/** The next message of ours; the loader of TypeScript sends some of its own. */
async function answerOf(child: ChildProcess): Promise<Usage> {
  return new Promise(resolve => {
    const take = (message: { usage?: Usage }) => {
      if (message.usage) {
        child.off('message', take);
        resolve(message.usage);
      }
    };
    child.on('message', take);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
