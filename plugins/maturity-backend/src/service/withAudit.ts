// SPDX-License-Identifier: Apache-2.0
import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { CallOptions } from './types';

/** Records an attempt and how it ended, refused ones included. @internal */
export async function withAudit<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    severityLevel: 'low' | 'medium' | 'high' | 'critical';
    meta?: JsonObject;
    options: CallOptions;
    /** What the outcome adds to the record. */
    describe?: (result: T) => JsonObject;
  },
  run: () => Promise<T>,
): Promise<T> {
  const { eventId, severityLevel, meta, options, describe } = event;
  const attempt = await auditor.createEvent({
    eventId,
    severityLevel,
    meta,
    request: options.request,
  });
  try {
    const result = await run();
    await attempt.success({ meta: describe?.(result) });
    return result;
  } catch (error) {
    await attempt.fail({ error: toError(error) });
    throw error;
  }
}
