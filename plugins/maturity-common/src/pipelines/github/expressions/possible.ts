// SPDX-License-Identifier: Apache-2.0

/** @internal */
export type Plain = string | number | boolean | null;

/**
 * The values that an expression may have, as far as the files tell: those listed, and with `open` others that nobody
 * knows. One value and not open is a known value.
 *
 * @internal
 */
export interface Possible {
  values: readonly Plain[];
  open: boolean;
  /** What an unknown value begins with, where that is known (`refs/tags/`). */
  prefix?: string;
  /** Whether a person may give any text when starting the pipeline. */
  free?: boolean;
}

/** More of them decide nothing that fewer do not. */
const MAX_VALUES = 32;

/** @internal */
export const UNKNOWN: Possible = { values: [], open: true };

/** @internal */
export function known(...values: Plain[]): Possible {
  const distinct = [...new Set(values)];
  return distinct.length > MAX_VALUES
    ? { values: distinct.slice(0, MAX_VALUES), open: true }
    : { values: distinct, open: false };
}

/** What may be either of several. @internal */
export function anyOf(...all: Possible[]): Possible {
  const { values, open } = known(...all.flatMap(one => one.values));
  const free = all.some(one => one.free);
  return {
    values,
    open: open || all.some(one => one.open),
    ...(free ? { free } : {}),
  };
}

/** Whether a value counts as true in a condition. @internal */
export function isTruthy(value: Plain): boolean {
  return !(
    value === false ||
    value === 0 ||
    value === '' ||
    value === null ||
    Number.isNaN(value)
  );
}

/** @internal */
export function canBeTrue({ values, open }: Possible): boolean {
  return open || values.some(isTruthy);
}

/** @internal */
export function canBeFalse({ values, open, prefix }: Possible): boolean {
  return (open && !prefix) || values.some(value => !isTruthy(value));
}

/** Applies a function to all combinations of values. @internal */
export function combine(
  parts: readonly Possible[],
  apply: (values: Plain[]) => Plain,
): Possible {
  let combinations: Plain[][] = [[]];
  for (const { values } of parts) {
    if (combinations.length * values.length > MAX_VALUES * 4) {
      return UNKNOWN;
    }
    combinations = combinations.flatMap(before =>
      values.map(value => [...before, value]),
    );
  }
  return {
    ...known(...combinations.map(apply)),
    ...(parts.some(({ open }) => open) ? { open: true } : {}),
    ...(parts.some(({ free }) => free) ? { free: true } : {}),
  };
}
