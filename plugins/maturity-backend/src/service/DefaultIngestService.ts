// SPDX-License-Identifier: Apache-2.0
import { MaturityIngest } from '../ingest/types';
import { CallOptions, IngestService } from './types';

/** The way in, as callers reach it. @internal */
export class DefaultIngestService implements IngestService {
  constructor(private readonly ingest: MaturityIngest) {}

  cdevents(body: unknown, options: CallOptions & { contentType?: string }) {
    return this.ingest.ingestCdevents(body, {
      contentType: options.contentType,
    });
  }

  records(body: unknown) {
    return this.ingest.ingestRecords(body);
  }

  pipelines(entityRef: string, body: unknown) {
    return this.ingest.putPipelines(entityRef, body);
  }

  template(id: string, body: unknown) {
    return this.ingest.putTemplate(id, body);
  }
}
