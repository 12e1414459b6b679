// SPDX-License-Identifier: Apache-2.0
import { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  isError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  BulkTasksAnswer,
  ListTasksAnswer,
  ScorecardModel,
  TaskDetail,
  TaskEvent,
  transitionTask,
  WaiverView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { MaturityEvaluation } from '../evaluate/types';
import { parseRef, requireCheck } from '../read/parseSelection';
import { listTasks, TaskViewer } from '../remediate/listTasks';
import { mayChange, toTaskViews } from '../remediate/taskViews';
import { toTaskAction } from '../remediate/toTaskAction';
import { moveWaiver, newWaiver, toWaiverView } from '../remediate/waivers';
import { changeTask } from '../store/operations/change/changeTask';
import {
  insertWaiver,
  readWaiver,
  updateWaiver,
} from '../store/operations/change/waivers';
import { readScorecard } from '../store/operations/read/readScorecard';
import {
  readTaskEvents,
  readTasks,
  TaskRow,
} from '../store/operations/read/tasks';
import {
  Access,
  BodyOf,
  ChangeAccess,
  QueryOf,
  ReadAccess,
  TaskService,
} from './types';

/** Tasks and waivers as people see and change them; *done* stays the machine's word. @internal */
export class DefaultTaskService implements TaskService {
  constructor(
    private readonly options: {
      knex: Knex;
      model: ScorecardModel;
      auth: AuthService;
      userInfo: UserInfoService;
      evaluation: Pick<MaturityEvaluation, 'wake'>;
      now: () => Date;
    },
  ) {}

  async list(
    query: QueryOf<'listTasks'>,
    access: ChangeAccess,
  ): Promise<ListTasksAnswer> {
    const { knex, model } = this.options;
    return listTasks(query, {
      ...access,
      knex,
      model,
      viewer: query.view === 'all' ? undefined : await this.#viewer(access),
    });
  }

  async get(id: string, access: ChangeAccess): Promise<TaskDetail> {
    const { knex } = this.options;
    const [rows, events] = await Promise.all([
      this.#read([id], access),
      readTaskEvents({ knex, taskId: id }),
    ]);
    const [task] = await toTaskViews(rows, access);
    if (!task) {
      throw new NotFoundError(noTask(id));
    }
    return {
      ...task,
      events: events.map(row => JSON.parse(row.data) as TaskEvent),
    };
  }

  async update(
    id: string,
    change: BodyOf<'patchTask'>,
    access: ChangeAccess,
  ): Promise<TaskDetail> {
    const rows = await this.#read([id], access);
    if (rows.length === 0) {
      throw new NotFoundError(noTask(id));
    }
    const [isAllowed] = await mayChange(rows, access);
    await this.#change(rows[0], isAllowed, change, access);
    return this.get(id, access);
  }

  async updateMany(
    ids: string[],
    change: BodyOf<'patchTask'>,
    access: ChangeAccess,
  ): Promise<BulkTasksAnswer> {
    const unique = [...new Set(ids)];
    const rows = await this.#read(unique, access);
    const allowed = await mayChange(rows, access);
    const index = new Map(rows.map((row, at) => [row.id, at] as const));
    const answer: BulkTasksAnswer = { updated: [], refused: [] };
    for (const id of unique) {
      const at = index.get(id);
      try {
        if (at === undefined) {
          throw new NotFoundError(noTask(id));
        }
        await this.#change(rows[at], allowed[at], change, access);
        answer.updated.push(id);
      } catch (error) {
        if (!isRefusal(error)) {
          throw error;
        }
        answer.refused.push({ id, reason: error.message });
      }
    }
    return answer;
  }

  async requestWaiver(
    body: BodyOf<'postWaiver'>,
    access: ChangeAccess,
  ): Promise<WaiverView> {
    const { knex, model, now } = this.options;
    const entityRef = parseRef('entityRef', body.entityRef, 'component');
    requireCheck('checkId', body.checkId, model);
    const entity = await this.#entity(entityRef, access);
    const [isAllowed] = await access.mayUpdate([entity.owner_ref ?? undefined]);
    if (!isAllowed) {
      throw new NotAllowedError(
        `Only ${
          entity.owner_ref ?? 'an owner'
        } and groups above it may ask for a waiver for '${entityRef}', or who has the permission 'maturity.waiver.create'.`,
      );
    }
    const row = newWaiver({
      ...body,
      id: randomUUID(),
      entityRef,
      now: now(),
    });
    if (!(await insertWaiver({ knex, row }))) {
      throw new ConflictError(
        `A waiver of '${body.checkId}' for '${entityRef}' is already requested or in force. It must be rejected or ended before another one.`,
      );
    }
    return toWaiverView(row);
  }

  async decideWaiver(
    id: string,
    state: BodyOf<'patchWaiver'>['state'],
    access: ReadAccess,
  ): Promise<WaiverView> {
    const { knex, evaluation } = this.options;
    const now = this.options.now();
    const before = await readWaiver({ knex, id });
    if (!before) {
      throw new NotFoundError(`There is no waiver '${id}'.`);
    }
    await this.#entity(before.entity_ref, access);
    const after = moveWaiver(before, state, now);
    if (!(await updateWaiver({ knex, before, after, now }))) {
      throw new ConflictError(
        `The waiver '${id}' was decided by somebody else at this moment. Read it again.`,
      );
    }
    evaluation.wake();
    return toWaiverView(after);
  }

  #read(ids: string[], access: ReadAccess): Promise<TaskRow[]> {
    return readTasks({
      knex: this.options.knex,
      ids,
      visible: access.visible,
    });
  }

  async #entity(entityRef: string, access: ReadAccess) {
    const row = await readScorecard({
      knex: this.options.knex,
      entityRef,
      visible: access.visible,
    });
    if (!row) {
      throw new NotFoundError(
        `'${entityRef}' is not scored, or not visible to you.`,
      );
    }
    return row;
  }

  async #change(
    row: TaskRow,
    isAllowed: boolean,
    change: BodyOf<'patchTask'>,
    access: Access,
  ): Promise<void> {
    const { knex, now, auth } = this.options;
    if (!isAllowed) {
      throw new NotAllowedError(
        `Only ${
          row.owner_ref ?? 'an owner'
        } and groups above it may change the task '${
          row.id
        }', or who has the permission 'maturity.task.update'.`,
      );
    }
    const { credentials } = access;
    const action = toTaskAction(
      change,
      auth.isPrincipal(credentials, 'user')
        ? credentials.principal.userEntityRef
        : undefined,
    );
    const changed = await changeTask({
      knex,
      id: row.id,
      change: task => transitionTask(task, action, now().toISOString()),
    });
    if (!changed) {
      throw new NotFoundError(noTask(row.id));
    }
  }

  async #viewer({ credentials }: Access): Promise<TaskViewer | undefined> {
    const { auth, userInfo } = this.options;
    return auth.isPrincipal(credentials, 'user')
      ? userInfo.getUserInfo(credentials)
      : undefined;
  }
}

function noTask(id: string): string {
  return `There is no task '${id}', or none that is visible to you.`;
}

const REFUSALS = new Set([
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
]);

function isRefusal(error: unknown): error is Error {
  return isError(error) && REFUSALS.has(error.name);
}
