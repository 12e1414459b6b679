// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { KeysetPosition } from '../store/operations/read/keyset';

/** A place in a list, with the order it was taken from: another order makes it meaningless. @internal */
export interface ListCursor {
  order: string;
  direction: 'after' | 'before';
  position: KeysetPosition;
}

/** @internal */
export function encodeCursor(cursor: ListCursor): string {
  const { order, direction, position } = cursor;
  return encode([order, direction, position.value, position.key]);
}

/**
 * @param order - the order that is asked for now
 * @param valueType - what the sorted column holds, so that no other reaches the database
 * @internal
 */
export function decodeCursor(
  text: string | undefined,
  order: string,
  valueType: 'number' | 'string',
): { after?: KeysetPosition; before?: KeysetPosition } {
  if (text === undefined) {
    return {};
  }
  const parts = decode(text);
  if (!Array.isArray(parts) || parts.length !== 4) {
    throw unreadable();
  }
  const [cursorOrder, direction, value, key] = parts;
  const isValue = value === null || typeof value === valueType;
  const isDirection = direction === 'after' || direction === 'before';
  if (!isDirection || !isValue || typeof key !== 'string') {
    throw unreadable();
  }
  if (cursorOrder !== order) {
    throw new InputError(
      `The 'cursor' belongs to the order '${cursorOrder}', but '${order}' is asked for. Keep 'sort' and 'order' while paging, or leave 'cursor' out to begin anew.`,
    );
  }
  return { [direction]: { value, key } };
}

/** A cursor over a list of fixed order. @internal */
export function encodeOffset(offset: number): string {
  return encode([offset]);
}

/** @internal */
export function decodeOffset(text: string | undefined): number {
  if (text === undefined) {
    return 0;
  }
  const parts = decode(text);
  const offset = Array.isArray(parts) && parts.length === 1 ? parts[0] : -1;
  if (!Number.isInteger(offset) || offset < 0 || offset > 1_000_000) {
    throw unreadable();
  }
  return offset;
}

function encode(parts: unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    const json = Buffer.from(text, 'base64url').toString('utf8');
    // PostgreSQL refuses the character zero wherever it stands.
    return json.includes('\\u0000') ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function unreadable(): InputError {
  return new InputError(
    `The 'cursor' cannot be read: it must be a 'nextCursor' or 'previousCursor' of an earlier answer, unchanged. Leave it out to begin at the first page.`,
  );
}
