// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../records/canonicalJson';

const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;

/**
 * Hash of a model: 16 hexadecimal digits, the same for the same content whatever the order of its keys.
 *
 * @remarks
 *
 * Two 32-bit FNV-1a passes from different offsets. It names a version, it protects nothing.
 *
 * @internal
 */
export function hashModel(model: object): string {
  const text = canonicalJson(model);
  return fnv1a(text, FNV_OFFSET) + fnv1a(text, fnvSeed(text.length));
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < text.length; index++) {
    // eslint-disable-next-line no-bitwise
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

function fnvSeed(length: number): number {
  return (0xcbf29ce4 + length) % 0x100000000;
}
