// SPDX-License-Identifier: Apache-2.0
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  maturityTaskUpdatePermission,
  maturityWaiverCreatePermission,
  maturityWaiverUpdatePermission,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ChangePermission } from '../permissions/ChangePermission';
import { ReadPermission } from '../permissions/ReadPermission';
import { BodyOf, ChangeOptions, QueryOf, TaskService } from './types';

/**
 * Lets callers see the tasks of entities they may see, and change those of entities they own; waivers are decided by
 * who was given the permission to.
 *
 * @internal
 */
export class AuthorizedTaskService implements TaskService {
  constructor(
    private readonly tasks: TaskService,
    private readonly options: {
      reads: ReadPermission;
      changes: ChangePermission;
    },
  ) {}

  async list(query: QueryOf<'listTasks'>, options: ChangeOptions) {
    return this.tasks.list(query, await this.#forTasks(options));
  }

  async get(id: string, options: ChangeOptions) {
    return this.tasks.get(id, await this.#forTasks(options));
  }

  async update(
    id: string,
    change: BodyOf<'patchTask'>,
    options: ChangeOptions,
  ) {
    return this.tasks.update(id, change, await this.#forTasks(options));
  }

  async updateMany(
    ids: string[],
    change: BodyOf<'patchTask'>,
    options: ChangeOptions,
  ) {
    return this.tasks.updateMany(ids, change, await this.#forTasks(options));
  }

  async requestWaiver(body: BodyOf<'postWaiver'>, options: ChangeOptions) {
    return this.tasks.requestWaiver(
      body,
      await this.#narrow(options, maturityWaiverCreatePermission),
    );
  }

  async decideWaiver(
    id: string,
    state: BodyOf<'patchWaiver'>['state'],
    options: ChangeOptions,
  ) {
    await this.options.changes.require(
      maturityWaiverUpdatePermission,
      options.credentials,
      'approve, reject or end waivers',
    );
    return this.tasks.decideWaiver(
      id,
      state,
      await this.#narrow(options, maturityWaiverUpdatePermission),
    );
  }

  #forTasks(options: ChangeOptions) {
    return this.#narrow(options, maturityTaskUpdatePermission);
  }

  async #narrow(
    options: ChangeOptions,
    permission: BasicPermission,
  ): Promise<ChangeOptions> {
    const { reads, changes } = this.options;
    const { credentials } = options;
    return {
      ...options,
      visible: await reads.visibleTo(credentials),
      mayUpdate: owners => changes.mayChange(permission, credentials, owners),
    };
  }
}
