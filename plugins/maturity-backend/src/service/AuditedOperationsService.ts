// SPDX-License-Identifier: Apache-2.0
import { AuditorService } from '@backstage/backend-plugin-api';
import {
  BodyOf,
  CallOptions,
  OperationsService,
  QueryOf,
  ReadOptions,
} from './types';
import { withAudit } from './withAudit';

/** Records who had what evaluated. @internal */
export class AuditedOperationsService implements OperationsService {
  constructor(
    private readonly operations: OperationsService,
    private readonly auditor: AuditorService,
  ) {}

  startEvaluation(body: BodyOf<'postEvaluation'>, options: ReadOptions) {
    return withAudit(
      this.auditor,
      {
        eventId: 'evaluation-create',
        severityLevel: 'low',
        meta: {
          entities: body.entityRefs?.length ?? 'all',
          ...(body.replay && { replay: { ...body.replay } }),
        },
        options,
        describe: ({ id }) => ({ evaluationId: id }),
      },
      () => this.operations.startEvaluation(body, options),
    );
  }

  getEvaluation(id: string, options: CallOptions) {
    return this.operations.getEvaluation(id, options);
  }

  model(options: CallOptions) {
    return this.operations.model(options);
  }

  sources(options: CallOptions) {
    return this.operations.sources(options);
  }

  unmatched(query: QueryOf<'listUnmatched'>, options: CallOptions) {
    return this.operations.unmatched(query, options);
  }
}
