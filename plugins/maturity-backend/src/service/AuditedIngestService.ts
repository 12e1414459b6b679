// SPDX-License-Identifier: Apache-2.0
import { AuditorService } from '@backstage/backend-plugin-api';
import { CallOptions, IngestService } from './types';
import { withAudit } from './withAudit';

/** Records who sent delivery data, and how it was taken. @internal */
export class AuditedIngestService implements IngestService {
  constructor(
    private readonly ingest: IngestService,
    private readonly auditor: AuditorService,
  ) {}

  cdevents(body: unknown, options: CallOptions & { contentType?: string }) {
    return withAudit(
      this.auditor,
      {
        eventId: 'records-ingest',
        severityLevel: 'low',
        meta: { shape: 'cdevents' },
        options,
        describe: countItems,
      },
      () => this.ingest.cdevents(body, options),
    );
  }

  records(body: unknown, options: CallOptions) {
    return withAudit(
      this.auditor,
      {
        eventId: 'records-ingest',
        severityLevel: 'low',
        meta: { shape: 'records' },
        options,
        describe: countItems,
      },
      () => this.ingest.records(body, options),
    );
  }

  pipelines(entityRef: string, body: unknown, options: CallOptions) {
    return withAudit(
      this.auditor,
      {
        eventId: 'pipelines-update',
        severityLevel: 'low',
        meta: { entityRef },
        options,
      },
      () => this.ingest.pipelines(entityRef, body, options),
    );
  }

  template(id: string, body: unknown, options: CallOptions) {
    return withAudit(
      this.auditor,
      {
        eventId: 'template-update',
        severityLevel: 'medium',
        meta: { templateId: id },
        options,
      },
      () => this.ingest.template(id, body, options),
    );
  }
}

function countItems(answer: {
  accepted: number;
  duplicates: number;
  unmatched: number;
  rejected: unknown[];
}) {
  const { accepted, duplicates, unmatched, rejected } = answer;
  return { accepted, duplicates, unmatched, rejected: rejected.length };
}
