// SPDX-License-Identifier: Apache-2.0
import {
  mergeStamped,
  recordKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { EntityLookup } from '../catalog/EntityDirectory';
import { findKnown } from '../store/operations/findKnown';
import { findPeers } from '../store/operations/findPeers';
import { markDirty } from '../store/operations/markDirty';
import { mergeRecordRows } from '../store/operations/mergeRecordRows';
import { mergeUnmatched } from '../store/operations/mergeUnmatched';
import { renewMeta } from '../store/operations/meta';
import { noteSources } from '../store/operations/noteSources';
import { removeElsewhere } from '../store/operations/removeElsewhere';
import { saveDue } from '../store/operations/saveDue';
import { saveNotes } from '../store/operations/saveNotes';
import { saveProofs } from '../store/operations/saveProofs';
import { takeUnmatched } from '../store/operations/takeUnmatched';
import { recordAt, StoredRecord } from '../store/recordRows';
import { matchRecords } from './matchRecords';
import { RecordItem } from './types';

/** What became of each item of a batch. @internal */
export type ItemOutcome = 'accepted' | 'duplicate' | 'unmatched';

/**
 * Stores records in the caller's transaction: merged with what is known, entities marked dirty, sources noted. What
 * belongs to no entity is kept as unmatched.
 *
 * @internal
 */
export async function upsertRecords(
  tx: Knex.Transaction,
  options: { items: RecordItem[]; lookup: EntityLookup; now: Date },
): Promise<ItemOutcome[]> {
  const { items, lookup, now } = options;
  const known = await findKnown(
    tx,
    items.map(({ item: { type, record } }) => ({
      type,
      source: record.source,
      id: record.id,
    })),
  );
  const { matched, unmatched, targets, elsewhere } = matchRecords(
    items,
    lookup,
    known,
  );
  await addUnmatched(tx, matched);
  const { added, changed } = await mergeRecordRows(tx, [...matched.values()]);
  const left = await removeElsewhere(tx, elsewhere);
  // Of what was said, not of what it was merged into: so the order in which it is said does not matter.
  const proven = await saveProofs(
    tx,
    targets.flatMap(({ keys, matched: isMatched }, index) =>
      isMatched
        ? keys.map(key => ({
            entityRef: matched.get(key)!.entityRef,
            item: items[index].item,
          }))
        : [],
    ),
  );
  await mergeUnmatched(tx, { records: [...unmatched.values()], now });
  await noteSources(tx, { sources: summarize(matched, added), now });

  const changedRecords = [...changed].map(key => matched.get(key)!);
  await saveDue(tx, { records: changedRecords, now });
  const peers = await findPeers(
    tx,
    changedRecords
      .filter(record => record.type === 'provisioning')
      .map(record => record.entityRef),
  );
  // All marks at once: they are set in one order, so that two batches wait for each other instead of deadlocking.
  await markDirty(tx, {
    entityRefs: [
      ...changedRecords.map(record => record.entityRef),
      ...left,
      ...proven,
      ...peers,
    ],
    reason: 'records',
    now,
  });

  const touched = [...changedRecords, ...elsewhere];
  if (touched.some(({ type }) => type === 'provisioning')) {
    await renewMeta(tx, 'provisionings-version');
  }

  // Of several items with one key, the first is what brought something new.
  const news = new Set(changed);
  const outcomes = targets.map(({ keys, matched: isMatched }): ItemOutcome => {
    if (!isMatched) {
      return 'unmatched';
    }
    const isNew = keys.some(key => news.has(key));
    keys.forEach(key => news.delete(key));
    return isNew ? 'accepted' : 'duplicate';
  });
  await saveNotes(tx, {
    // What was sent before was noted then.
    items: items.flatMap(({ item, notes }, index) =>
      notes && outcomes[index] !== 'duplicate'
        ? [{ source: item.record.source, notes }]
        : [],
    ),
    now,
  });
  return outcomes;
}

/** What was kept as unmatched of records whose entities are known now becomes part of them. */
async function addUnmatched(
  tx: Knex.Transaction,
  matched: Map<string, StoredRecord>,
): Promise<void> {
  const records = [...matched.values()];
  const taken = await takeUnmatched(
    tx,
    records.map(({ type, stamped: { record } }) => ({
      type,
      source: record.source,
      id: record.id,
    })),
  );
  for (const stored of records) {
    const key = `${stored.type} ${recordKey(stored.stamped.record)}`;
    const before = taken.get(key);
    if (before && !stored.recomputed) {
      stored.stamped = mergeStamped(before, stored.stamped);
    }
  }
}

/** Per source how many records are new, counted once however many entities share them, and the newest time. */
function summarize(matched: Map<string, StoredRecord>, added: Set<string>) {
  const sources = new Map<string, { added: number; newestMs: number }>();
  const counted = new Set<string>();
  for (const [key, { type, stamped }] of matched) {
    const { record } = stamped;
    const entry = sources.get(record.source) ?? { added: 0, newestMs: 0 };
    const recordId = `${type} ${recordKey(record)}`;
    if (added.has(key) && !counted.has(recordId)) {
      counted.add(recordId);
      entry.added += 1;
    }
    entry.newestMs = Math.max(entry.newestMs, recordAt(type, record));
    sources.set(record.source, entry);
  }
  return sources;
}
