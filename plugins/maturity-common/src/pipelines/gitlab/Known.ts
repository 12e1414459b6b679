// SPDX-License-Identifier: Apache-2.0

/** What is known of a value besides its text. */
interface Hints {
  /** Two of one name are the same value, two of different names are not. */
  name?: string;
  /** There is one, and it is not empty. */
  isPresent?: boolean;
  /** Texts that it is not. */
  isNone?: ReadonlySet<string>;
}

/** A value that the files do not tell, with what is known of it all the same. @internal */
export class Unknown {
  readonly name?: string;
  readonly isPresent: boolean;
  private readonly isNone?: ReadonlySet<string>;

  constructor({ name, isPresent, isNone }: Hints = {}) {
    this.name = name;
    this.isPresent = isPresent ?? name !== undefined;
    this.isNone = isNone;
  }

  /** Whether it is a text: false, or nobody knows. */
  equals(text: string): false | undefined {
    return (this.isPresent && text === '') || this.isNone?.has(text)
      ? false
      : undefined;
  }
}

/** What is known of a variable: its text, `null` where it is not set, or that its text is unknown. @internal */
export type Known = string | null | Unknown;

/** Nothing is known of it. @internal */
export const UNKNOWN = new Unknown();

/** True, false, or not known. @internal */
export type Truth = boolean | undefined;

/** Whether a variable is set to something. @internal */
export function isSet(value: Known): Truth {
  if (value instanceof Unknown) {
    return value.isPresent ? true : undefined;
  }
  return value !== null && value !== '';
}

/** Whether two values are the same. @internal */
export function isSame(a: Known, b: Known): Truth {
  if (a instanceof Unknown && b instanceof Unknown) {
    return a.name !== undefined && b.name !== undefined
      ? a.name === b.name
      : undefined;
  }
  if (a instanceof Unknown) {
    if (typeof b === 'string') {
      return a.equals(b);
    }
    return a.isPresent ? false : undefined;
  }
  return b instanceof Unknown ? isSame(b, a) : a === b;
}

/** Unknown or false is unknown, unless one of them is true. @internal */
export function anyOf(values: Truth[]): Truth {
  if (values.includes(true)) {
    return true;
  }
  return values.includes(undefined) ? undefined : false;
}

/** Unknown and true is unknown, unless one of them is false. @internal */
export function allOf(values: Truth[]): Truth {
  if (values.includes(false)) {
    return false;
  }
  return values.includes(undefined) ? undefined : true;
}

/** @internal */
export function not(value: Truth): Truth {
  return value === undefined ? undefined : !value;
}
