// SPDX-License-Identifier: Apache-2.0
import {
  mergeStamped,
  observe,
  recordKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { EntityLookup } from '../catalog/EntityDirectory';
import { UnmatchedRecord } from '../store/operations/mergeUnmatched';
import { storedKey, StoredRecord } from '../store/recordRows';
import { RecordItem } from './types';

/** A batch of records with where each of them goes; every key occurs once. @internal */
export interface MatchedRecords {
  /** Rows of entities that a recomputed record no longer belongs to. */
  elsewhere: { entity_ref: string; type: string; source: string; id: string }[];
  matched: Map<string, StoredRecord>;
  unmatched: Map<string, UnmatchedRecord>;
  /** For each item of the batch the keys of `matched` or `unmatched` that it went to. */
  targets: { keys: string[]; matched: boolean }[];
}

/**
 * Finds the entities of each record, and merges records of one key.
 *
 * @param known - the entities that already have a record, by `<type> <source> <id>`
 *
 * @internal
 */
export function matchRecords(
  items: RecordItem[],
  lookup: EntityLookup,
  known: ReadonlyMap<string, string[]>,
): MatchedRecords {
  const result: MatchedRecords = {
    elsewhere: [],
    matched: new Map(),
    unmatched: new Map(),
    targets: [],
  };
  for (const entry of items) {
    const { type, record } = entry.item;
    const key = `${type} ${recordKey(record)}`;
    const knownAt = known.get(key) ?? [];
    const found = findEntities(entry, lookup, knownAt);
    const stamped = entry.stamps
      ? { record, stamps: entry.stamps }
      : observe(record);
    const entityRefs = 'reason' in found ? [] : found.entityRefs;
    if (entry.recomputed && !entry.entityRef) {
      result.elsewhere.push(
        ...knownAt
          .filter(ref => !entityRefs.includes(ref))
          .map(entity_ref => ({
            entity_ref,
            type,
            source: record.source,
            id: record.id,
          })),
      );
    }
    if ('reason' in found) {
      const before = result.unmatched.get(key);
      result.unmatched.set(key, {
        type,
        recomputed: entry.recomputed,
        stamped: before ? mergeStamped(before.stamped, stamped) : stamped,
        reason: found.reason,
      });
      result.targets.push({ keys: [key], matched: false });
      continue;
    }
    const keys = entityRefs.map(entityRef => {
      const at = storedKey(entityRef, type, record);
      const before = result.matched.get(at);
      result.matched.set(at, {
        entityRef,
        type,
        recomputed: entry.recomputed,
        stamped: before ? mergeStamped(before.stamped, stamped) : stamped,
      });
      return at;
    });
    result.targets.push({ keys, matched: true });
  }
  return result;
}

/** The entities of one record, or why there are none. @internal */
export function findEntities(
  { item: { record }, entityRef: given }: RecordItem,
  { index, sources }: EntityLookup,
  knownAt: string[],
): { entityRefs: string[] } | { reason: string } {
  const named = (given ?? record.entityRef)?.toLocaleLowerCase('en-US');
  // A later observation need not repeat where the record belongs.
  if (!named && !record.repository && !record.service && knownAt.length > 0) {
    return { entityRefs: knownAt };
  }
  if (!named) {
    return index.match({
      repository: record.repository,
      service: record.service,
    });
  }
  return sources.has(named)
    ? { entityRefs: [named] }
    : {
        reason: `No scored catalog entity is called '${named}'. Check the reference (kind:namespace/name), and that the entity is in the catalog and passes the model's filter.`,
      };
}
