// SPDX-License-Identifier: Apache-2.0
import {
  READING_NOTES,
  ReadingNote,
  SourcesAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { DbSourceNotesRow } from '../../tables';

type Notes = NonNullable<SourcesAnswer['ingest'][number]['notes']>;

/** How many are read: a source has a handful, and those of the newest are shown. */
const MAX_NOTES = 5000;

/** What was noted of each source, most often first. @internal */
export async function readSourceNotes(options: {
  knex: Knex;
}): Promise<Map<string, Notes>> {
  const rows = await options
    .knex<DbSourceNotesRow>('maturity_source_notes')
    .orderBy([
      { column: 'last_ms', order: 'desc' },
      { column: 'source' },
      { column: 'note' },
    ])
    .limit(MAX_NOTES)
    .select();
  const notes = new Map<string, Notes>();
  for (const { source, note, count, last_ms } of rows) {
    const message = Object.hasOwn(READING_NOTES, note)
      ? READING_NOTES[note as ReadingNote]
      : note;
    const known = notes.get(source) ?? [];
    known.push({
      note,
      message,
      count: Number(count),
      lastAt: new Date(Number(last_ms)).toISOString(),
    });
    notes.set(source, known);
  }
  notes.forEach(list => list.sort((a, b) => b.count - a.count));
  return notes;
}
