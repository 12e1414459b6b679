// SPDX-License-Identifier: Apache-2.0
import { AuditorService } from '@backstage/backend-plugin-api';
import { BodyOf, ChangeOptions, QueryOf, TaskService } from './types';
import { withAudit } from './withAudit';

/** Records every change of a task or waiver that a person asks for. @internal */
export class AuditedTaskService implements TaskService {
  constructor(
    private readonly tasks: TaskService,
    private readonly auditor: AuditorService,
  ) {}

  list(query: QueryOf<'listTasks'>, options: ChangeOptions) {
    return this.tasks.list(query, options);
  }

  get(id: string, options: ChangeOptions) {
    return this.tasks.get(id, options);
  }

  update(id: string, change: BodyOf<'patchTask'>, options: ChangeOptions) {
    const meta = { taskId: id, action: change.action };
    return withAudit(
      this.auditor,
      { eventId: 'task-update', severityLevel: 'low', meta, options },
      () => this.tasks.update(id, change, options),
    );
  }

  updateMany(
    ids: string[],
    change: BodyOf<'patchTask'>,
    options: ChangeOptions,
  ) {
    const meta = { taskIds: ids, action: change.action };
    return withAudit(
      this.auditor,
      {
        eventId: 'task-update',
        severityLevel: 'low',
        meta,
        options,
        describe: ({ updated, refused }) => ({
          updated: updated.length,
          refused: refused.length,
        }),
      },
      () => this.tasks.updateMany(ids, change, options),
    );
  }

  requestWaiver(body: BodyOf<'postWaiver'>, options: ChangeOptions) {
    const { entityRef, checkId, until } = body;
    return withAudit(
      this.auditor,
      {
        eventId: 'waiver-create',
        severityLevel: 'medium',
        meta: { entityRef, checkId, until },
        options,
        describe: ({ id }) => ({ waiverId: id }),
      },
      () => this.tasks.requestWaiver(body, options),
    );
  }

  decideWaiver(
    id: string,
    state: BodyOf<'patchWaiver'>['state'],
    options: ChangeOptions,
  ) {
    return withAudit(
      this.auditor,
      {
        eventId: 'waiver-update',
        severityLevel: 'medium',
        meta: { waiverId: id, state },
        options,
      },
      () => this.tasks.decideWaiver(id, state, options),
    );
  }
}
