// SPDX-License-Identifier: Apache-2.0
import { DbEntitiesRow } from '../store/tables';

/** So many may go at once without doubt, and this share of all. */
const UNDOUBTED_COUNT = 10;
const UNDOUBTED_SHARE = 0.2;
/** A larger loss must last for so many synchronizations and so long. */
const CONFIRMATIONS = 3;
const CONFIRMATION_MS = 10 * 60_000;

/** An entity that goes on under a new name. @internal */
export interface Rename {
  from: string;
  to: string;
}

/**
 * Entities that are gone while a new one with the same identity appeared. Where several share an identity, nobody can
 * tell which became which, and none is renamed.
 *
 * @internal
 */
export function findRenames(
  entities: Pick<DbEntitiesRow, 'entity_ref' | 'identity'>[],
  active: Pick<DbEntitiesRow, 'entity_ref' | 'identity'>[],
  known: Pick<DbEntitiesRow, 'entity_ref'>[],
): Rename[] {
  const present = new Set(entities.map(row => row.entity_ref));
  const knownRefs = new Set(known.map(row => row.entity_ref));
  const appeared = groupByIdentity(
    entities.filter(row => !knownRefs.has(row.entity_ref)),
  );
  const gone = groupByIdentity(
    active.filter(row => !present.has(row.entity_ref)),
  );
  return [...gone.entries()].flatMap(([identity, from]) => {
    const to = appeared.get(identity) ?? [];
    return from.length === 1 && to.length === 1
      ? [{ from: from[0], to: to[0] }]
      : [];
  });
}

function groupByIdentity(
  rows: Pick<DbEntitiesRow, 'entity_ref' | 'identity'>[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { identity, entity_ref } of rows) {
    groups.set(identity, [...(groups.get(identity) ?? []), entity_ref]);
  }
  return groups;
}

/** @internal */
export interface RemovalOptions {
  /** Entities that the catalog no longer has, renamed ones left out. */
  gone: string[];
  /** How many were scored before. */
  known: number;
  /** How many the catalog answered. */
  seen: number;
  /** What the last call answered as `pending`. */
  pending: string | undefined;
  now: Date;
}

/**
 * Decides which missing entities are withdrawn.
 *
 * @remarks
 *
 * A catalog that is just filling after its start, or that lost a provider, answers few entities or none without an
 * error, and withdrawing an organization's entities closes their tasks. A few missing ones (up to 10, or a fifth of
 * all) are believed at once, unless the answer is empty. A larger loss must show in three synchronizations in a row
 * over at least ten minutes.
 *
 * @internal
 */
export function planRemoval(options: RemovalOptions): {
  withdraw: string[];
  pending: string;
} {
  const { gone, known, seen, now } = options;
  const small =
    seen > 0 &&
    gone.length <= Math.max(UNDOUBTED_COUNT, known * UNDOUBTED_SHARE);
  if (gone.length === 0 || small) {
    return { withdraw: gone, pending: '' };
  }
  const [since, count] = readPending(options.pending, now);
  const confirmed =
    count + 1 >= CONFIRMATIONS && now.getTime() - since >= CONFIRMATION_MS;
  return confirmed
    ? { withdraw: gone, pending: '' }
    : { withdraw: [], pending: `${since} ${count + 1}` };
}

function readPending(
  pending: string | undefined,
  now: Date,
): [since: number, count: number] {
  if (!pending) {
    return [now.getTime(), 0];
  }
  const [since, count] = pending.split(' ').map(Number);
  return [since, count];
}
