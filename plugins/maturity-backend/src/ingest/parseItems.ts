// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  DeliveryRecord,
  Instant,
  MAX_INGEST_ITEMS,
  parseRecord,
  REACH_KINDS,
  ReachKind,
  ReadingNote,
  RecordType,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { RECORD_LISTS } from './types';

/** An item of a body with where it stood. @internal */
export interface BodyItem {
  /** Name of the list, in a body with several. */
  list?: string;
  index: number;
  type: RecordType;
  value: unknown;
}

/** @internal */
export type ParsedItem =
  | { at: BodyItem; item: DeliveryRecord; notes?: ReadingNote[] }
  | { at: BodyItem; id?: string; reason: string };

/** The member of a `records` body that is no list of records. */
const REACH = 'reach';

/** Takes a `records` body apart; throws where the body itself cannot be read. @internal */
export function listItems(body: unknown): BodyItem[] {
  const names = Object.keys(RECORD_LISTS);
  const known = `'${names.join("', '")}'`;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InputError(
      `The body must be a JSON object with the lists ${known}, each of them optional.`,
    );
  }
  const unknown = Object.keys(body).find(
    name => name !== REACH && !names.includes(name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `The body has an unknown member '${unknown.slice(
        0,
        100,
      )}'; known are the lists ${known}, and '${REACH}'.`,
    );
  }
  return Object.entries(body).flatMap(([list, values]) => {
    if (values === undefined || list === REACH) {
      return [];
    }
    if (!Array.isArray(values)) {
      throw new InputError(`'${list}' must be a list of records.`);
    }
    return values.map((value, index) => ({
      list,
      index,
      type: RECORD_LISTS[list],
      value,
    }));
  });
}

/**
 * What a `records` body declares that its sources can tell; absent where it declares nothing.
 *
 * @internal
 */
export function readReach(body: unknown): ReachKind[] | undefined {
  const reach: unknown = (body as Record<string, unknown>)[REACH];
  if (reach === undefined) {
    return undefined;
  }
  const known = `'${REACH_KINDS.join("', '")}'`;
  if (!Array.isArray(reach)) {
    throw new InputError(
      `'${REACH}' must be a list of what the sources of the records can tell; known are ${known}.`,
    );
  }
  const unknown = reach.find(kind => !REACH_KINDS.includes(kind));
  if (unknown !== undefined) {
    throw new InputError(
      `'${REACH}' contains ${JSON.stringify(unknown).slice(
        0,
        100,
      )}; known are ${known}.`,
    );
  }
  return reach;
}

/** @internal */
export function requireItemCount(count: number): void {
  if (count > MAX_INGEST_ITEMS) {
    throw new InputError(
      `The body has ${count} items, which is more than the ${MAX_INGEST_ITEMS} of one call; send it in several calls.`,
    );
  }
}

/** Reads one item; a bad one is answered with a sentence. @internal */
export function parseItem(at: BodyItem, receivedAt: Instant): ParsedItem {
  const parsed = parseRecord(at.type, at.value, { receivedAt });
  const id = idOf(at.value);
  if (!parsed.ok) {
    return { at, id, reason: parsed.reason };
  }
  const reason = findUnstorable(parsed.record);
  if (reason) {
    return { at, id, reason };
  }
  return {
    at,
    item: { type: at.type, record: parsed.record } as DeliveryRecord,
    ...(parsed.notes && { notes: parsed.notes }),
  };
}

/** Members of a record that become columns, which cannot hold every string that JSON can. */
const COLUMNS = [
  'source',
  'id',
  'entityRef',
  'repository',
  'service',
  'environment',
];

/** A sentence about a string that no database column can hold. @internal */
export function findUnstorable(record: object): string | undefined {
  const bad = COLUMNS.find(name => {
    const value = (record as Record<string, unknown>)[name];
    return typeof value === 'string' && !isStorable(value);
  });
  return bad
    ? `'${bad}' contains a NUL character or half of a surrogate pair, which cannot be stored; remove it.`
    : undefined;
}

/** @internal */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

function idOf(value: unknown): string | undefined {
  const id = (value as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id.slice(0, 512) : undefined;
}
