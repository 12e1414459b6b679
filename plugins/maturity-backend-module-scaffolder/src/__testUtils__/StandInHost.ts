// SPDX-License-Identifier: Apache-2.0
import { JsonObject } from '@backstage/types';
import {
  Answer,
  SeenRequest,
  StandInServer,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';

const BASE = '/api/scaffolder/v2/tasks';

/** A task with the events that its own address tells. */
export interface WorldTask {
  task: JsonObject & { id: string; status: string; createdAt: string };
  events: JsonObject[];
}

/** A task in the shape of the Scaffolder's API; completed with an output where one is given. */
export function task(
  id: string,
  status: string,
  createdAt: string,
  completion?: { at: string; output: JsonObject },
): WorldTask {
  return {
    task: {
      id,
      status,
      createdAt,
      createdBy: 'user:default/somebody',
      lastHeartbeatAt: createdAt,
      spec: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        parameters: { owner: 'somebody' },
        user: { ref: 'user:default/somebody' },
        templateInfo: {
          entityRef: 'template:default/node-service',
          entity: {
            metadata: {
              name: 'node-service',
              annotations: { 'backstage.io/template-version': 'v2.1.0' },
            },
          },
        },
        steps: [],
        output: {},
      },
    },
    events: [
      { id: 1, type: 'log', createdAt, body: { message: 'Beginning step' } },
      ...(completion
        ? [
            {
              id: 2,
              type: 'completion',
              createdAt: completion.at,
              body: {
                message: 'Run completed with status: completed',
                output: completion.output,
              },
            },
          ]
        : []),
    ],
  };
}

/** A Scaffolder on the loopback interface. */
export class StandInHost extends StandInServer {
  readonly tasks: WorldTask[];

  constructor(tasks: WorldTask[]) {
    super();
    this.tasks = tasks;
  }

  get url(): string {
    return `${this.origin}/api/scaffolder`;
  }

  /** Tasks whose events were asked for. */
  asked(): string[] {
    return this.requests.flatMap(({ path }) =>
      path.endsWith('/events') ? [path.split('/').reverse()[1]] : [],
    );
  }

  protected answer({ path, query }: SeenRequest): Answer {
    if (path === BASE) {
      const offset = Number(query.get('offset'));
      const newestFirst = [...this.tasks].sort((a, b) =>
        a.task.createdAt < b.task.createdAt ? 1 : -1,
      );
      return {
        status: 200,
        body: {
          tasks: newestFirst
            .slice(offset, offset + Number(query.get('limit')))
            .map(one => one.task),
          totalTasks: this.tasks.length,
        },
      };
    }
    const id = path.slice(BASE.length + 1).replace(/\/events$/, '');
    const found = this.tasks.find(one => one.task.id === id);
    return found
      ? { status: 200, body: found.events }
      : { status: 404, body: { error: { name: 'NotFoundError' } } };
  }
}
