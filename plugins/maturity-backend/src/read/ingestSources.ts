// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { present } from '../store/operations/read/attributes';
import { DbIngestSourcesRow } from '../store/tables';
import { toIngestSource } from './ingestSource';

type IngestSource = SourcesAnswer['ingest'][number];

/** Sources that are listed at most of those of which nothing is kept but notes. */
const MAX_NOTED = 200;

/**
 * What each source delivered, and what was noted of it. A source of whose events no record was made is listed too,
 * where something was noted: that may be why.
 *
 * @internal
 */
export function ingestSources(
  delivered: readonly DbIngestSourcesRow[],
  notes: ReadonlyMap<string, NonNullable<IngestSource['notes']>>,
  now: Date,
): IngestSource[] {
  const known = new Set(delivered.map(({ source }) => source));
  const noted = [...notes].filter(([source]) => !known.has(source));
  return [
    ...delivered.map(row => ({
      ...toIngestSource(row, now),
      ...present('notes', notes.get(row.source)),
    })),
    ...noted.slice(0, MAX_NOTED).map(
      ([source, own]): IngestSource => ({
        source,
        state: 'empty',
        records: 0,
        lastReceivedAt: own.map(({ lastAt }) => lastAt).sort()[own.length - 1],
        notes: own,
      }),
    ),
  ];
}
