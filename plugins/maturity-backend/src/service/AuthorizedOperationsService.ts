// SPDX-License-Identifier: Apache-2.0
import {
  maturityEvaluationCreatePermission,
  maturitySourceReadPermission,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ChangePermission } from '../permissions/ChangePermission';
import { ReadPermission } from '../permissions/ReadPermission';
import {
  BodyOf,
  CallOptions,
  OperationsService,
  QueryOf,
  ReadOptions,
} from './types';

/** The rubric is for everyone; evaluation and the state of the sources take their permissions. @internal */
export class AuthorizedOperationsService implements OperationsService {
  constructor(
    private readonly operations: OperationsService,
    private readonly options: {
      reads: ReadPermission;
      changes: ChangePermission;
    },
  ) {}

  async startEvaluation(body: BodyOf<'postEvaluation'>, options: ReadOptions) {
    await this.#requireEvaluation(options);
    const visible = await this.options.reads.visibleTo(options.credentials);
    return this.operations.startEvaluation(body, { ...options, visible });
  }

  async getEvaluation(id: string, options: CallOptions) {
    await this.#requireEvaluation(options);
    return this.operations.getEvaluation(id, options);
  }

  model(options: CallOptions) {
    return this.operations.model(options);
  }

  async sources(options: CallOptions) {
    await this.#requireSources(options);
    return this.operations.sources(options);
  }

  async unmatched(query: QueryOf<'listUnmatched'>, options: CallOptions) {
    await this.#requireSources(options);
    return this.operations.unmatched(query, options);
  }

  #requireEvaluation({ credentials }: CallOptions) {
    return this.options.changes.require(
      maturityEvaluationCreatePermission,
      credentials,
      'start evaluations',
    );
  }

  #requireSources({ credentials }: CallOptions) {
    return this.options.changes.require(
      maturitySourceReadPermission,
      credentials,
      'see the state of the sources',
    );
  }
}
