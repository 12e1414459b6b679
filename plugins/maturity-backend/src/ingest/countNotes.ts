// SPDX-License-Identifier: Apache-2.0
import {
  IngestAnswer,
  READING_NOTES,
  ReadingNote,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** What was noted in one call, most often first; nothing where nothing was. @internal */
export function countNotes(
  notes: Iterable<ReadingNote>,
): Pick<IngestAnswer, 'notes'> {
  const counts = new Map<ReadingNote, number>();
  for (const note of notes) {
    counts.set(note, (counts.get(note) ?? 0) + 1);
  }
  const listed = [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([note, count]) => ({ note, message: READING_NOTES[note], count }));
  return listed.length > 0 ? { notes: listed } : {};
}
