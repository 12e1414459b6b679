// SPDX-License-Identifier: Apache-2.0
import { Expression, parseExpression } from './parseExpression';
import {
  anyOf,
  canBeFalse,
  canBeTrue,
  combine,
  isTruthy,
  joinTexts,
  known,
  Plain,
  Possible,
  UNKNOWN,
} from './possible';

/** What expressions refer to: the possible values of `github.ref`, `inputs.target`, …; keys in lower case. @internal */
export type Lookup = (path: readonly string[]) => Possible;

const MAX_TEXT = 100_000;
/** GitHub takes expressions of 21,000 characters. */
const MAX_CONDITION = 21_000;

/** @internal */
export function asString(value: Plain): string {
  return value === null ? '' : String(value);
}

function toNumber(value: Plain): number {
  return value === null || value === '' ? 0 : Number(value);
}

/** Loose equality as GitHub defines it: strings ignore case, different types are compared as numbers. */
function areEqual(a: Plain, b: Plain): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.toLowerCase() === b.toLowerCase();
  }
  return typeof a === typeof b ? a === b : toNumber(a) === toNumber(b);
}

/** Whether an unknown text that begins with a prefix may be the other value. */
function mayBe(prefix: string, other: Possible): boolean {
  return (
    other.open ||
    other.values.some(value =>
      asString(value).toLowerCase().startsWith(prefix.toLowerCase()),
    )
  );
}

function equality(left: Possible, right: Possible): Possible {
  const decided = combine(
    [
      { ...left, open: false },
      { ...right, open: false },
    ],
    ([a, b]) => areEqual(a, b),
  );
  const results = new Set(decided.values);
  const openMayMatch =
    (left.open && (!left.prefix || mayBe(left.prefix, right))) ||
    (right.open && (!right.prefix || mayBe(right.prefix, left)));
  if (left.open || right.open) {
    results.add(false);
    if (openMayMatch) results.add(true);
  }
  return known(...results);
}

function logical(
  left: Possible,
  decides: boolean,
  right: () => Possible,
): Possible {
  // `a || b` is `a` where that is true; `a && b` is `a` where that is false.
  const own = left.values.filter(value => isTruthy(value) === decides);
  const goesOn = decides ? canBeFalse(left) : canBeTrue(left);
  const stays: Possible = {
    values: own,
    open: left.open,
    ...(left.free ? { free: true } : {}),
  };
  if (!goesOn) {
    return { ...left, values: own };
  }
  const other = right();
  if (own.length === 0 && !left.open) {
    return other;
  }
  // An unknown condition before a value yields the value or nothing: it is no value of its own.
  if (left.open && !left.free && !decides) {
    return anyOf({ values: [...own, false], open: false }, other);
  }
  return anyOf(stays, other);
}

function textTest(
  given: Possible[],
  test: (text: string, part: string) => boolean,
  mayMatch: (prefix: string, part: string) => boolean,
): Possible {
  const [text, part] = given;
  if (!text || !part || part.open) {
    return known(true, false);
  }
  const results = combine([{ ...text, open: false }, part], ([a, b]) =>
    test(asString(a).toLowerCase(), asString(b).toLowerCase()),
  );
  if (!text.open) {
    return results;
  }
  const matches = part.values.some(value =>
    text.prefix === undefined
      ? true
      : mayMatch(text.prefix.toLowerCase(), asString(value).toLowerCase()),
  );
  const surely =
    text.prefix !== undefined &&
    part.values.every(value =>
      test(text.prefix!.toLowerCase(), asString(value).toLowerCase()),
    );
  return known(
    ...results.values,
    ...(matches ? [true] : []),
    ...(surely && matches ? [] : [false]),
  );
}

function format(text: Plain, values: Plain[]): string | undefined {
  const pattern = joinTexts([asString(text)]);
  return (
    pattern &&
    joinTexts(
      pattern
        .split(/\{(\d+)\}/)
        .map((part, index) =>
          index % 2 === 0 ? part : asString(values[Number(part)] ?? ''),
        ),
    )
  );
}

function callOf(name: string, given: Possible[]): Possible {
  switch (name) {
    case 'always':
    case 'success':
      return known(true);
    case 'failure':
    case 'cancelled':
      return known(true, false);
    case 'contains':
      return textTest(
        given,
        (text, part) => text.includes(part),
        () => true,
      );
    case 'startswith':
      return textTest(
        given,
        (text, part) => text.startsWith(part),
        (prefix, part) => prefix.startsWith(part) || part.startsWith(prefix),
      );
    case 'endswith':
      return textTest(
        given,
        (text, part) => text.endsWith(part),
        () => true,
      );
    case 'format': {
      const [pattern] = given;
      return pattern
        ? combine(given, ([text, ...values]) => format(text, values))
        : UNKNOWN;
    }
    case 'tojson':
    case 'fromjson':
      // Of plain values they are the values; everything else is looked at by those who need lists.
      return given[0] && given[0].values.every(isSimple) ? given[0] : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function isSimple(value: Plain): boolean {
  return typeof value !== 'string' || !/[[{"]/.test(value);
}

function compare(operator: string, [a, b]: Plain[]): boolean {
  const [left, right] = [toNumber(a), toNumber(b)];
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

function valueOf(expression: Expression, lookup: Lookup): Possible {
  switch (expression.kind) {
    case 'literal':
      return known(expression.value);
    case 'context':
      return lookup(expression.path.map(part => part.toLowerCase()));
    case 'index': {
      const key = valueOf(expression.key, lookup);
      const { of } = expression;
      return of.kind === 'context' && !key.open && key.values.length > 0
        ? anyOf(
            ...key.values.map(value =>
              lookup([...of.path, asString(value)].map(p => p.toLowerCase())),
            ),
          )
        : UNKNOWN;
    }
    case 'call':
      return callOf(
        expression.name,
        expression.arguments.map(given => valueOf(given, lookup)),
      );
    case 'not': {
      const value = valueOf(expression.of, lookup);
      return known(
        ...(canBeFalse(value) ? [true] : []),
        ...(canBeTrue(value) ? [false] : []),
      );
    }
    case 'binary': {
      const left = valueOf(expression.left, lookup);
      const right = () => valueOf(expression.right, lookup);
      switch (expression.operator) {
        case '||':
          return logical(left, true, right);
        case '&&':
          return logical(left, false, right);
        case '==':
          return equality(left, right());
        case '!=': {
          const same = equality(left, right());
          return known(...same.values.map(value => !value));
        }
        default: {
          const other = right();
          return left.open || other.open
            ? known(true, false)
            : combine([left, other], values =>
                compare(expression.operator, values),
              );
        }
      }
    }
    default:
      return UNKNOWN;
  }
}

/** Whether a condition may hold, and whether it may not. @internal */
export function evaluateCondition(
  condition: unknown,
  lookup: Lookup,
): { canHold: boolean; canFail: boolean } {
  if (condition === undefined || condition === null) {
    return { canHold: true, canFail: false };
  }
  if (typeof condition === 'boolean') {
    return { canHold: condition, canFail: !condition };
  }
  const text = String(condition).trim();
  if (text.length > MAX_CONDITION) {
    return { canHold: true, canFail: true };
  }
  const bare = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text)?.[1] ?? text;
  if (bare.includes('${{')) {
    const value = interpolate(text, lookup);
    return { canHold: canBeTrue(value), canFail: canBeFalse(value) };
  }
  const expression = parseExpression(bare);
  const value = expression ? valueOf(expression, lookup) : UNKNOWN;
  return { canHold: canBeTrue(value), canFail: canBeFalse(value) };
}

/** The possible values of a text in which expressions stand; of one expression alone, its values. @internal */
export function interpolate(text: string, lookup: Lookup): Possible {
  if (!text.includes('${{') || text.length > MAX_TEXT) {
    return known(text);
  }
  const parts = text.split(/\$\{\{((?:(?!\}\}).)*)\}\}/s);
  const values = parts.map((part, index) => {
    if (index % 2 === 0) {
      return known(part);
    }
    const expression = parseExpression(part);
    return expression ? valueOf(expression, lookup) : UNKNOWN;
  });
  if (parts.length === 3 && parts[0].trim() === '' && parts[2].trim() === '') {
    return values[1];
  }
  return combine(values, all => joinTexts(all.map(asString)));
}

/**
 * A text with the known values of its expressions put in, in each of its variants; what is unknown stays as written.
 *
 * @internal
 */
export function insertKnown(
  text: string,
  lookup: Lookup,
  maxVariants = 8,
): string[] {
  if (!text.includes('${{') || text.length > MAX_TEXT) {
    return [text];
  }
  const parts = text.split(/(\$\{\{(?:(?!\}\}).)*\}\})/s);
  let variants = [''];
  for (const [index, part] of parts.entries()) {
    const { values } =
      index % 2 === 0 ? known(part) : interpolate(part, lookup);
    const choices = values.length > 0 ? values.map(asString) : [part];
    variants =
      variants.length * choices.length > maxVariants
        ? variants.map(before => before + choices[0])
        : variants.flatMap(before => choices.map(one => before + one));
    if (variants.some(({ length }) => length > MAX_TEXT)) {
      return [text];
    }
  }
  return variants;
}
