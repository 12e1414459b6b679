// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DbIngestSourcesRow } from '../store/tables';

/** A sender that was not heard of for so long is asked after. */
const SILENT_AFTER_MS = 30 * 24 * 3_600_000;

/** What is known of somebody who sends records. @internal */
export function toIngestSource(
  row: DbIngestSourcesRow,
  now: Date,
): SourcesAnswer['ingest'][number] {
  const lastReceivedAt = new Date(row.last_received_ms).toISOString();
  const known = {
    source: row.source,
    records: row.records,
    newest: new Date(row.newest_ms).toISOString(),
    lastReceivedAt,
  };
  if (now.getTime() - row.last_received_ms > SILENT_AFTER_MS) {
    return { ...known, state: 'stale', since: lastReceivedAt };
  }
  return { ...known, state: row.records === 0 ? 'empty' : 'ok' };
}
