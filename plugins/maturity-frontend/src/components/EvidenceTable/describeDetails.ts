// SPDX-License-Identifier: Apache-2.0
import { Translate } from '../../hooks/useMaturityTranslation';
import { Evidence } from './Evidence';

/** What measures say beside a piece of evidence, and the portal says in words. */
const WORDS = [
  'cause',
  'decisions',
  'endedWith',
  'environment',
  'gate',
  'incident',
  'job',
  'kind',
  'leadHours',
  'mergeToLiveHours',
  'newest',
  'path',
  'productionHours',
  'reason',
  'refKind',
  'rejected',
  'releasesBehind',
  'repairedBy',
  'reviewers',
  'scanTriggers',
  'template',
  'through',
  'underOneMinute',
  'waitHours',
] as const;

/** Said only where they are other than the rule: what is over and repaired is the rule. */
const EXCEPTIONS = { open: true, finished: false, recovered: false } as const;

/** Said by the label itself. */
const IN_LABEL = ['found', 'linked', 'revision'];

/** Digits that a number without a unit keeps. */
const DIGITS = 1;

/** How numbers are written in the reader's language. @internal */
export interface DetailFormat {
  hours: (value: number) => string;
  number: (value: number, digits?: number) => string;
}

/** What is known of a piece of evidence beside its value, one phrase each. @internal */
export function describeDetails(
  evidence: Pick<Evidence, 'details' | 'label'>,
  t: Translate,
  format: DetailFormat,
): string[] {
  const { details = {}, label } = evidence;
  return Object.entries(details).flatMap(([name, value]) => {
    const isSaid = typeof value === 'string' && label.includes(value);
    if (isSaid || IN_LABEL.includes(name) || value === 'nothing') {
      return [];
    }
    if (isException(name)) {
      return value === EXCEPTIONS[name]
        ? [t(`entity.check.detail.${name}`)]
        : [];
    }
    const text = textOf(name, value, format);
    const known = WORDS.find(word => word === name);
    if (known) {
      return [t(`entity.check.detail.${known}`, { value: text })];
    }
    return value === true ? [wordsOf(name)] : [`${wordsOf(name)} ${text}`];
  });
}

function isException(name: string): name is keyof typeof EXCEPTIONS {
  return name in EXCEPTIONS;
}

function textOf(
  name: string,
  value: string | number | boolean,
  format: DetailFormat,
): string {
  if (typeof value === 'number') {
    return name.endsWith('Hours')
      ? format.hours(value)
      : format.number(value, DIGITS);
  }
  return name === 'kind' ? wordsOf(String(value)) : String(value);
}

/** `releasesBehind` and `approval-action` as people write them. */
function wordsOf(name: string): string {
  return name
    .replace(/-/g, ' ')
    .replace(/[A-Z]/g, letter => ` ${letter.toLocaleLowerCase('en-US')}`);
}
