// SPDX-License-Identifier: Apache-2.0
import {
  LevelReason,
  defaultModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { defaultTexts } from '../../__testUtils__/defaultTexts';
import {
  formatBeside,
  formatList,
  formatMeasure,
  formatNumber,
  formatPercent,
} from '../../format';
import { describeLevelReason } from './describeLevelReason';

const t = defaultTexts();
const words = {
  t,
  levelName: (level: number) => defaultModel.levels[level].name,
  beside: (
    value: number,
    { thresholds, unit }: { thresholds: (number | null)[]; unit: string },
  ) => formatBeside(value, thresholds, unit, t, 'en'),
  measure: (value: number, unit: string) => formatMeasure(value, unit, t, 'en'),
  number: (value: number, digits = 0) => formatNumber(value, digits, 'en'),
  percent: (ratio: number) => formatPercent(ratio, 'en'),
  list: (items: string[]) => formatList(items, 'en'),
};

type Check = Extract<
  LevelReason,
  { id: 'held-by-checks' }
>['data']['checks'][number];

const wait: Check = {
  checkId: 'approval-wait',
  dimensionId: 'approval-bottlenecks',
  title: 'Approval wait, median',
  unit: 'hours',
  better: 'lower',
  value: 31,
  needs: 24,
};
const adoption: Check = {
  ...wait,
  title: 'Golden path adoption',
  unit: 'ratio',
  better: 'higher',
  value: 0.4,
  needs: 0.5,
};
const scan: Check = {
  ...wait,
  title: 'Scan at commit',
  unit: 'boolean',
  better: 'higher',
  value: 0,
  needs: 1,
};
const dimension = (title: string, checks = [wait]) => ({
  dimensionId: title,
  title,
  checks,
});

describe('describeLevelReason', () => {
  it.each<[string, LevelReason, string]>([
    [
      'the dimension and the check that hold it',
      {
        id: 'held-by-dimensions',
        data: {
          level: 1,
          next: 2,
          dimensions: [dimension('Approval bottlenecks')],
        },
      },
      'Level 1, because of Approval bottlenecks: Approval wait, median 31 h (Standardized needs 24 h or less).',
    ],
    [
      'two of four dimensions, and how many more',
      {
        id: 'held-by-dimensions',
        data: {
          level: 0,
          next: 1,
          dimensions: [
            dimension('Pipelines', [adoption, scan]),
            dimension('Approvals'),
            dimension('Deployments'),
            dimension('Provisioning'),
          ],
        },
      },
      'Level 0, because of Pipelines: Golden path adoption 40 % (Repeatable needs 50 % or more) and 1 more, Approvals: Approval wait, median 31 h (Repeatable needs 24 h or less), and 2 more.',
    ],
    [
      'a dimension without required checks by its score',
      {
        id: 'held-by-dimensions',
        data: {
          level: 1,
          next: 2,
          dimensions: [{ ...dimension('Own', []), score: 41, needs: 50 }],
        },
      },
      'Level 1, because of Own: score 41 (Standardized needs 50).',
    ],
    [
      'the checks of a dimension',
      { id: 'held-by-checks', data: { level: 1, next: 2, checks: [scan] } },
      'Level 1, because of Scan at commit no (Standardized needs yes).',
    ],
    [
      'a value that reads like the threshold it misses, with the digit that tells',
      {
        id: 'held-by-checks',
        data: { level: 1, next: 2, checks: [{ ...wait, value: 24.04 }] },
      },
      'Level 1, because of Approval wait, median 24.04 h (Standardized needs 24 h or less).',
    ],
    [
      'the score, where that decides',
      {
        id: 'held-by-score',
        data: { level: 2, next: 3, score: 58, needs: 75 },
      },
      'Level 2, because of the score 58 (Self-service needs 75).',
    ],
    [
      'what is missing',
      {
        id: 'not-enough-data',
        data: {
          share: 0.25,
          needs: 0.5,
          missing: ['A', 'B', 'C'].map(title => ({ id: title, title })),
        },
      },
      'No level: 25 % is known, 50 % is needed. Without data: A, B, and 1 more.',
    ],
    [
      'the top',
      { id: 'top-level', data: { level: 4 } },
      'Level 4, the highest.',
    ],
    [
      'that nothing applies',
      { id: 'nothing-applies', data: {} },
      'No level: nothing here applies to this entity.',
    ],
  ])('names %s', (_name, reason, sentence) => {
    expect(describeLevelReason(reason, words).replace(/\u00a0/g, ' ')).toBe(
      sentence,
    );
  });
});
