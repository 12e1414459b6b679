// SPDX-License-Identifier: Apache-2.0
import { latestInstant } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert } from '../bulk';
import { StoredRecord } from '../recordRows';
import { DbDueRow } from '../tables';

/** Has entities evaluated again when the times of their records have come that lie ahead now. @internal */
export async function saveDue(
  tx: Knex,
  options: { records: readonly StoredRecord[]; now: Date },
): Promise<void> {
  const nowMs = options.now.getTime();
  const due = new Map<string, DbDueRow>();
  for (const { entityRef, stamped } of options.records) {
    const latest = latestInstant(stamped.record);
    const due_ms = latest === undefined ? nowMs : Date.parse(latest);
    if (due_ms > nowMs) {
      due.set(`${entityRef} ${due_ms}`, { entity_ref: entityRef, due_ms });
    }
  }
  const rows = [...due]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
  await bulkInsert<DbDueRow>(tx, 'maturity_due', rows, {
    conflict: ['entity_ref', 'due_ms'],
  });
}
