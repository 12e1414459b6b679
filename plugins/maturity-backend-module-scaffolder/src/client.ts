// SPDX-License-Identifier: Apache-2.0
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { Task, TaskEvent, taskEventsSchema, taskPageSchema } from './schema';

const PAGE_SIZE = 100;

/** Reads tasks from the Scaffolder of the same Backstage. @internal */
export class ScaffolderTaskClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** Tasks, newest first, down to those created before `since`. */
  async *tasksSince(since: string, signal: AbortSignal): AsyncIterable<Task> {
    for (let offset = 0; ; offset += PAGE_SIZE) {
      const query = `limit=${PAGE_SIZE}&offset=${offset}&order=desc:created_at`;
      const { tasks } = await this.#get(
        `/v2/tasks?${query}`,
        taskPageSchema,
        signal,
      );
      for (const task of tasks) {
        if (new Date(task.createdAt).toISOString() < since) {
          return;
        }
        yield task;
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
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}
