// SPDX-License-Identifier: Apache-2.0
import { Tier } from './schema';

const TELLING: ReadonlyMap<string, Tier> = new Map<string, Tier>([
  ['prod', 'production'],
  ['production', 'production'],
  ['prd', 'production'],
  ['live', 'production'],
  ['staging', 'staging'],
  ['stage', 'staging'],
  ['stg', 'staging'],
  ['uat', 'staging'],
  ['test', 'testing'],
  ['testing', 'testing'],
  ['qa', 'testing'],
  ['dev', 'development'],
  ['development', 'development'],
  ['preview', 'development'],
  ['review', 'development'],
]);

/** What follows a word for production and says that it is something beside production. */
const BESIDE_PRODUCTION = new Set([
  'like',
  'mirror',
  'gate',
  'shadow',
  'dr',
  'backup',
  'copy',
  'sim',
]);

const NEGATIONS = new Set(['non', 'not']);
const NUMBER = /^\p{N}+$/u;

// Environments have few names, and each of millions of records carries one.
const MAX_KNOWN = 10_000;
const MAX_KNOWN_LENGTH = 200;
const known = new Map<string, Tier | undefined>();

/**
 * The tier that the words of a name or text tell, undefined where none of them tells one.
 *
 * @remarks
 *
 * Words are split at anything that is not a letter or a digit, at trailing digits and in camel case; `non`, `not`
 * and `pre` joined to a telling word are split off. The last telling word decides (`product-catalog-staging`,
 * `prod-preview`), except that a leading `review`, `preview`, `pull request` or `pr` with a number always does: what
 * follows is the name of a branch. `other` is told where a word says that it is *not* what the telling word says:
 * `non-prod`, `prod-like`.
 *
 * @public
 */
export function tierOfWords(text: string): Tier | undefined {
  if (text.length > MAX_KNOWN_LENGTH) {
    return readTier(text);
  }
  let tier = known.get(text);
  if (tier === undefined && !known.has(text)) {
    tier = readTier(text);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(text, tier);
  }
  return tier;
}

function readTier(text: string): Tier | undefined {
  const words = splitWords(text);
  if (isReview(words)) {
    return 'development';
  }
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const tier = tierAt(words, index);
    if (tier) {
      return tier;
    }
  }
  return undefined;
}

function tierAt(words: readonly string[], index: number): Tier | undefined {
  const word = words[index];
  if (word === 'pr') {
    return NUMBER.test(words[index + 1] ?? '') ? 'development' : undefined;
  }
  const tier = TELLING.get(word);
  if (!tier) {
    return undefined;
  }
  const before = words[index - 1];
  if (NEGATIONS.has(before)) {
    return 'other';
  }
  if (tier !== 'production') {
    return tier;
  }
  if (before === 'pre') {
    return NEGATIONS.has(words[index - 2]) ? 'other' : 'staging';
  }
  const after = words
    .slice(index + 1)
    .find(following => !NUMBER.test(following));
  return after !== undefined && BESIDE_PRODUCTION.has(after) ? 'other' : tier;
}

function isReview([first, second, third]: readonly string[]): boolean {
  return (
    first === 'review' ||
    first === 'preview' ||
    (first === 'pr' && NUMBER.test(second ?? '')) ||
    (first === 'pull' && second === 'request' && third !== undefined)
  );
}

function splitWords(text: string): string[] {
  const words = text
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return words.flatMap(word => splitPrefix(word).flatMap(splitNumber));
}

function splitNumber(word: string): string[] {
  const [, letters, digits] = /^(.*\p{L})(\p{N}+)$/u.exec(word) ?? [];
  return digits === undefined ? [word] : [letters, digits];
}

/** `nonprod`, `preproduction2`; but `preview` is a word of its own, and `notification` hides none. */
function splitPrefix(word: string): string[] {
  const [letters] = splitNumber(word);
  const rest = word.slice(3);
  return !TELLING.has(letters) &&
    /^(?:non|not|pre)/.test(word) &&
    TELLING.has(splitNumber(rest)[0])
    ? [word.slice(0, 3), rest]
    : [word];
}
