// SPDX-License-Identifier: Apache-2.0
import { LevelReason } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';

/** Names that a sentence can carry; the rest is counted. */
const NAMED = 2;

type ByDimensions = Extract<LevelReason, { id: 'held-by-dimensions' }>['data'];
type HeldDimension = ByDimensions['dimensions'][number];
type HoldingCheck = HeldDimension['checks'][number];

/** How values and names are written in the reader's language. @internal */
export interface ReasonWords {
  t: Translate;
  levelName: (level: number) => string;
  beside: (
    value: number,
    check: { thresholds: (number | null)[]; unit: string },
  ) => string;
  measure: (value: number, unit: string) => string;
  number: (value: number, digits?: number) => string;
  percent: (ratio: number) => string;
  list: (items: string[]) => string;
}

/**
 * Why a level is what it is, in one sentence: `Level 1, because of Approval bottlenecks: Approval wait, median 31 h
 * (Standardized needs 24 h or less).`
 *
 * @internal
 */
export function describeLevelReason(
  reason: LevelReason,
  words: ReasonWords,
): string {
  const { t, levelName, number, percent } = words;
  switch (reason.id) {
    case 'top-level':
      return t('levelReason.top', { level: String(reason.data.level) });
    case 'held-by-checks':
      return t('levelReason.checks', {
        level: String(reason.data.level),
        checks: checksText(reason.data.checks, reason.data.next, NAMED, words),
      });
    case 'held-by-dimensions':
      return t('levelReason.dimensions', {
        level: String(reason.data.level),
        dimensions: dimensionsText(reason.data, words),
      });
    case 'held-by-score':
      return t('levelReason.score', {
        level: String(reason.data.level),
        score: number(reason.data.score, 1),
        next: levelName(reason.data.next),
        needs: number(reason.data.needs, 1),
      });
    case 'not-enough-data': {
      const { missing } = reason.data;
      const share = percent(reason.data.share);
      const needs = percent(reason.data.needs);
      return missing.length === 0
        ? t('levelReason.notEnoughDataAtAll', { share, needs })
        : t('levelReason.notEnoughData', {
            share,
            needs,
            missing: shortened(
              missing.map(({ title }) => title),
              words,
            ),
          });
    }
    case 'nothing-applies':
      return t('levelReason.nothingApplies');
    default:
      return unknownReason(reason);
  }
}

function dimensionsText(data: ByDimensions, words: ReasonWords): string {
  // With several dimensions to name there is room for one check of each.
  const named = data.dimensions.length === 1 ? NAMED : 1;
  return shortened(
    data.dimensions.map(dimension =>
      dimensionText(dimension, data.next, named, words),
    ),
    words,
  );
}

function dimensionText(
  dimension: HeldDimension,
  next: number,
  named: number,
  words: ReasonWords,
): string {
  const { title, checks, score, needs } = dimension;
  const { t, levelName, number } = words;
  if (checks.length > 0) {
    return t('levelReason.dimension', {
      title,
      checks: checksText(checks, next, named, words),
    });
  }
  return score === undefined || needs === undefined
    ? title
    : t('levelReason.dimensionScore', {
        title,
        score: number(score, 1),
        next: levelName(next),
        needs: number(needs, 1),
      });
}

function checksText(
  checks: HoldingCheck[],
  next: number,
  named: number,
  words: ReasonWords,
): string {
  return shortened(
    checks.map(check => checkText(check, next, words)),
    words,
    named,
  );
}

function checkText(
  check: HoldingCheck,
  next: number,
  words: ReasonWords,
): string {
  const { title, value, needs, unit, better } = check;
  const { t, levelName, beside, measure } = words;
  const needed = measure(needs, unit);
  const bound =
    better === 'lower'
      ? t('levelReason.atMost', { needs: needed })
      : t('levelReason.atLeast', { needs: needed });
  return t('levelReason.check', {
    title,
    value: beside(value, { thresholds: [needs], unit }),
    next: levelName(next),
    needs: unit === 'boolean' ? needed : bound,
  });
}

/** The first of many, and how many more there are. */
function shortened(
  items: string[],
  { t, list }: ReasonWords,
  named = NAMED,
): string {
  const rest = items.length - named;
  return list(
    rest > 0
      ? [...items.slice(0, named), t('levelReason.more', { count: rest })]
      : items,
  );
}

function unknownReason(reason: never): never {
  throw new Error(`There is no reason '${JSON.stringify(reason)}'.`);
}
