// SPDX-License-Identifier: Apache-2.0
import { ConflictError, InputError } from '@backstage/errors';
import { WaiverView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DbWaiversRow } from '../store/tables';

/** A waiver is an exemption for a while; what lasts longer is a matter of the model. */
const MAX_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** @internal */
export function newWaiver(options: {
  id: string;
  entityRef: string;
  checkId: string;
  reason: string;
  until: string;
  now: Date;
}): DbWaiversRow {
  const { id, entityRef, checkId, reason, until, now } = options;
  const untilMs = Date.parse(until);
  if (untilMs <= now.getTime()) {
    throw new InputError(
      `'until' is '${until}', which has passed; give a time in the future.`,
    );
  }
  if (untilMs > now.getTime() + MAX_DAYS * DAY_MS) {
    throw new InputError(
      `'until' is '${until}', more than a year ahead. Ask for a year at most, and again when it ends.`,
    );
  }
  return {
    id,
    entity_ref: entityRef,
    check_id: checkId,
    state: 'requested',
    reason,
    from_ms: now.getTime(),
    until_ms: untilMs,
  };
}

/** What becomes of a waiver, or an error that says why it cannot. @internal */
export function moveWaiver(
  waiver: DbWaiversRow,
  state: 'approved' | 'rejected' | 'ended',
  now: Date,
): DbWaiversRow {
  const nowMs = now.getTime();
  const needed = state === 'ended' ? 'approved' : 'requested';
  if (waiver.state !== needed) {
    throw new ConflictError(
      `The waiver '${waiver.id}' is ${waiver.state}; only one that is ${needed} can be ${state}.`,
    );
  }
  if (state === 'approved' && waiver.until_ms <= nowMs) {
    throw new ConflictError(
      `The waiver '${waiver.id}' would have ended before now. Reject it, and ask for one with a later end.`,
    );
  }
  switch (state) {
    case 'approved':
      return { ...waiver, state, from_ms: nowMs };
    case 'ended':
      return { ...waiver, state, until_ms: Math.min(waiver.until_ms, nowMs) };
    default:
      return { ...waiver, state };
  }
}

/** @internal */
export function toWaiverView(row: DbWaiversRow): WaiverView {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    checkId: row.check_id,
    reason: row.reason,
    state: row.state,
    from: new Date(row.from_ms).toISOString(),
    until: new Date(row.until_ms).toISOString(),
  };
}
