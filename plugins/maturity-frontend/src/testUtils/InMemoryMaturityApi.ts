// SPDX-License-Identifier: Apache-2.0
import {
  AsOf,
  EvaluationView,
  MaturityApi,
  Page,
  PatchTaskBody,
  TaskDetail,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { NotFoundError } from '@backstage/errors';
import { evidenceFixture, historyFixture, modelFixture } from './answers';
import { scorecardFixture } from './scorecard';
import { taskDetailFixture, tasksFixture } from './tasks';
import { UnaskedMaturityApi } from './UnaskedMaturityApi';

/** What the entity page asks of the backend, answered from memory. @internal */
export class InMemoryMaturityApi
  extends UnaskedMaturityApi
  implements MaturityApi
{
  scorecard = scorecardFixture();
  readonly tasks: TaskDetail[] = tasksFixture().map(task => ({
    ...taskDetailFixture(),
    ...task,
  }));
  #polls = 0;

  async getScorecard(entityRef: string) {
    return entityRef === this.scorecard.entityRef ? this.scorecard : undefined;
  }

  async getEvidence(_ref: string, checkId: string, options?: AsOf & Page) {
    return evidenceFixture(checkId, options?.cursor, options?.limit);
  }

  async getHistory() {
    return historyFixture();
  }

  async listTasks() {
    return { items: this.tasks, totalItems: this.tasks.length };
  }

  async getTask(id: string) {
    const task = this.tasks.find(candidate => candidate.id === id);
    if (!task) {
      throw new NotFoundError(`There is no task '${id}'`);
    }
    return task;
  }

  async patchTask(id: string, change: PatchTaskBody) {
    const task = await this.getTask(id);
    Object.assign(task, changed(change));
    return { ...task };
  }

  async evaluate() {
    this.#polls = 0;
    return this.#evaluation('queued');
  }

  async getEvaluation() {
    this.#polls += 1;
    return this.#evaluation(this.#polls > 1 ? 'done' : 'running');
  }

  async getModel() {
    return modelFixture();
  }

  #evaluation(state: EvaluationView['state']): EvaluationView {
    return {
      id: 'evaluation-1',
      state,
      total: 1,
      done: state === 'done' ? 1 : 0,
      failed: 0,
      createdAt: this.scorecard.asOf,
    };
  }
}

function changed(change: PatchTaskBody): Partial<TaskDetail> {
  switch (change.action) {
    case 'take':
      return { state: 'in-progress', assigneeRef: 'user:default/guest' };
    case 'release':
      return { state: 'open', assigneeRef: undefined };
    case 'plan':
      return { dueAt: change.dueAt };
    case 'snooze':
      return { state: 'snoozed', snoozedUntil: change.until };
    case 'wake':
      return { state: 'open', snoozedUntil: undefined };
    default:
      return {};
  }
}
