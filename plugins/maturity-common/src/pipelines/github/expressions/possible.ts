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

/** Longer texts are no names: each expression may repeat what others hold. */
const MAX_LENGTH = 10_000;

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

/** Texts put together; undefined where that is longer than any name. @internal */
export function joinTexts(texts: readonly string[]): string | undefined {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > MAX_LENGTH ? undefined : texts.join('');
}

/** Applies a function to all combinations of values; where it tells nothing, any value is possible. @internal */
export function combine(
  parts: readonly Possible[],
  apply: (values: Plain[]) => Plain | undefined,
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
  const results = combinations.map(apply);
  const told = results.filter((one): one is Plain => one !== undefined);
  const isOpen = told.length < results.length || parts.some(({ open }) => open);
  return {
    ...known(...told),
    ...(isOpen ? { open: true } : {}),
    ...(parts.some(({ free }) => free) ? { free: true } : {}),
  };
}
