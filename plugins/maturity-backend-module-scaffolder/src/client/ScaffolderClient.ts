// SPDX-License-Identifier: Apache-2.0
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError, toError } from '@backstage/errors';
import {
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { Task, TaskEvent, taskEventsSchema, taskPageSchema } from '../schema';

/** As errors name it. */
const PROVIDER = 'The Scaffolder';

const PAGE_SIZE = 100;

/** The only door to the Scaffolder of the same Backstage, reading only. @internal */
export class ScaffolderClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** Tasks, newest first, down to those created before `since`. New ones that come meanwhile only repeat some. */
  async *tasksSince(since: string, signal: AbortSignal): AsyncIterable<Task> {
    const seen = new Set<string>();
    for (let offset = 0; ; offset += PAGE_SIZE) {
      const query = `limit=${PAGE_SIZE}&offset=${offset}&order=desc:created_at`;
      const { tasks } = await this.#get(
        `/v2/tasks?${query}`,
        taskPageSchema,
        signal,
      );
      for (const task of tasks) {
        if (task.createdAt < since) {
          return;
        }
        if (!seen.has(task.id)) {
          seen.add(task.id);
          yield task;
        }
      }
      if (tasks.length < PAGE_SIZE) {
        return;
      }
    }
  }

  async events(taskId: string, signal: AbortSignal): Promise<TaskEvent[]> {
    const path = `/v2/tasks/${encodeURIComponent(taskId)}/events`;
    return this.#get(path, taskEventsSchema, signal);
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'scaffolder',
    });
    const baseUrl = await this.#discovery.getBaseUrl('scaffolder');
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    }).catch(error => {
      signal.throwIfAborted();
      throw new ProviderOutageError(
        PROVIDER,
        toError((error as Error).cause ?? error).message,
      );
    });
    if (!response.ok) {
      throw explain(await ResponseError.fromResponse(response));
    }
    return schema.parse(await response.json());
  }
}

function explain({ message, response: { status } }: ResponseError): Error {
  switch (status) {
    case 401:
    case 403:
      return new ProviderPermissionError(PROVIDER, message);
    case 404:
      return new ProviderNotFoundError(PROVIDER, message);
    default:
      return new ProviderOutageError(PROVIDER, message);
  }
}
