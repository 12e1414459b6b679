// SPDX-License-Identifier: Apache-2.0
import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  Answer,
  Audit,
  AuditedRequest,
  Call,
  CallEntry,
  CallId,
  Guards,
} from './types';

/** Makes a call, and records the attempt and how it ended where the call is audited, refused ones included. @internal */
export async function withAudit<K extends CallId>(
  options: {
    auditor: AuditorService;
    guards: Guards;
    request: AuditedRequest;
  },
  entry: CallEntry<K>,
  call: Call<K>,
): Promise<Answer> {
  const { auditor, guards, request } = options;
  if (!entry.audit) {
    return entry.run(guards, call);
  }
  const attempt = await begin(auditor, entry.audit, call, request);
  try {
    const { audited, ...answer } = await entry.run(guards, call);
    await attempt.success({ meta: audited });
    return answer;
  } catch (error) {
    await attempt.fail({ error: toError(error) });
    throw error;
  }
}

function begin<K extends CallId>(
  auditor: AuditorService,
  { eventId, severityLevel, meta }: Audit<K>,
  call: Call<K>,
  request: AuditedRequest,
) {
  return auditor.createEvent({
    eventId,
    severityLevel,
    meta: meta?.(call),
    request,
  });
}
