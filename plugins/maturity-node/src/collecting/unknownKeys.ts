// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * The keys that may stand at a place of the configuration, each with what may stand below it; `true` where somebody
 * else looks. Of a list they are those of its items.
 *
 * @public
 */
export interface KnownKeys {
  [key: string]: true | KnownKeys;
}

/** The keys of a schedule of Backstage's scheduler. @public */
export const SCHEDULE_KEYS: KnownKeys = {
  frequency: true,
  timeout: true,
  initialDelay: true,
  scope: true,
};

/**
 * Finds keys that nobody reads: a misspelled one would otherwise leave the default in force without a word.
 *
 * @param root - the whole configuration
 * @param at - where to begin, as `maturity.collectors.github`
 * @returns a sentence for each
 * @public
 */
export function findUnknownKeys(
  root: Config,
  at: string,
  known: KnownKeys,
): string[] {
  return unknownBelow(root.getOptional(at), at, known);
}

/**
 * Refuses keys that nobody reads.
 *
 * @throws InputError with a sentence for each
 * @public
 */
export function refuseUnknownKeys(
  root: Config,
  at: string,
  known: KnownKeys,
): void {
  const problems = findUnknownKeys(root, at, known);
  if (problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }
}

function unknownBelow(value: unknown, at: string, known: KnownKeys): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      unknownBelow(item, `${at}[${index}]`, known),
    );
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, below]) => {
    // A key can be named like a member of every object.
    const expected = Object.prototype.hasOwnProperty.call(known, key)
      ? known[key]
      : undefined;
    if (expected === undefined) {
      const names = Object.keys(known).map(name => `'${name}'`);
      return [
        `'${at}.${key}' is not known, so it would have no effect. Correct its name or remove it; known there: ${names.join(
          ', ',
        )}.`,
      ];
    }
    return expected === true
      ? []
      : unknownBelow(below, `${at}.${key}`, expected);
  });
}
