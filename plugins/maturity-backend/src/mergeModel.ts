// SPDX-License-Identifier: Apache-2.0
import { defaultModelInput } from '@delivery-maturity/backstage-plugin-maturity-common';

type Fields = Record<string, unknown>;

/** Lists whose items have an `id` and are completed instead of replaced. */
const MERGED_BY_ID = new Set(['dimensions', 'checks']);

/**
 * The model as configured: what `maturity.model` says, over the default model.
 *
 * @remarks
 *
 * A dimension or check with a known `id` changes only what it names, one with a new `id` is added, and
 * `remove: true` takes one out. Every other list (`levels`, `targets`, a `ladder`) is replaced as a whole. With
 * `extends: none` nothing of the default model is left.
 *
 * @internal
 */
export function mergeModel(configured: unknown): unknown {
  if (configured === undefined || configured === null) {
    return defaultModelInput;
  }
  if (!isFields(configured)) {
    return configured;
  }
  const { extends: base, ...changes } = configured;
  if (base !== undefined && base !== 'default' && base !== 'none') {
    throw new Error(
      `'maturity.model.extends' is '${base}'; write 'default' to change the default model, or 'none' to start from nothing.`,
    );
  }
  return base === 'none'
    ? changes
    : mergeFields(defaultModelInput as unknown as Fields, changes);
}

function mergeFields(base: Fields, changes: Fields): Fields {
  const merged: Fields = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const before = base[key];
    if (
      MERGED_BY_ID.has(key) &&
      Array.isArray(before) &&
      Array.isArray(value)
    ) {
      merged[key] = mergeById(before, value);
    } else if (key === 'remediation' && isFields(before) && isFields(value)) {
      merged[key] = { ...before, ...value };
    } else {
      merged[key] = value;
    }
  }
  return merged;
}

function mergeById(base: unknown[], changes: unknown[]): unknown[] {
  const merged = [...base];
  for (const change of changes) {
    const at = isFields(change)
      ? merged.findIndex(item => isFields(item) && item.id === change.id)
      : -1;
    if (at < 0) {
      merged.push(change);
    } else {
      merged[at] = mergeFields(merged[at] as Fields, change as Fields);
    }
  }
  return merged.filter(item => !(isFields(item) && item.remove === true));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
