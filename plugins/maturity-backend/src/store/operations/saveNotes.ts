// SPDX-License-Identifier: Apache-2.0
import { ReadingNote } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert } from '../bulk';
import { DbSourceNotesRow } from '../tables';

/** What was noted while one item of a source was read. @internal */
export interface ItemNotes {
  source: string;
  notes: readonly ReadingNote[];
}

/** Counts what was noted, for each source. @internal */
export async function saveNotes(
  tx: Knex,
  options: { items: readonly ItemNotes[]; now: Date },
): Promise<void> {
  const rows = new Map<string, DbSourceNotesRow>();
  for (const { source, notes } of options.items) {
    for (const note of notes) {
      const key = `${source}\n${note}`;
      const row = rows.get(key);
      if (row) {
        row.count += 1;
      } else {
        const last_ms = options.now.getTime();
        rows.set(key, { source, note, count: 1, last_ms });
      }
    }
  }
  // One order for all writers, so that two batches do not block each other.
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  await bulkInsert<DbSourceNotesRow>(
    tx,
    'maturity_source_notes',
    sorted.map(([, row]) => row),
    {
      conflict: ['source', 'note'],
      update: ['last_ms'],
      updateRaw: { count: 'maturity_source_notes.count + excluded.count' },
    },
  );
}
