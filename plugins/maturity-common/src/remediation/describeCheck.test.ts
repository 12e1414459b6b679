// SPDX-License-Identifier: Apache-2.0
import { CheckResult } from '../scoring/types';
import { describeCheck } from './describeCheck';

const levels = [
  'Ad hoc',
  'Repeatable',
  'Standardized',
  'Self-service',
  'On demand',
].map(name => ({ name }));

const check = (members: Partial<CheckResult>): CheckResult => ({
  checkId: 'gates',
  dimensionId: 'approvals',
  measureId: 'approval.gates',
  title: 'Human gates',
  outcome: 'below',
  required: true,
  graded: true,
  weight: 1,
  unit: 'count',
  better: 'lower',
  flags: [],
  target: 3,
  thresholds: [],
  evidence: [],
  ...members,
});

describe('describeCheck', () => {
  it.each<[Partial<CheckResult>, string]>([
    [
      { value: 4, next: { level: 1, threshold: 3 }, targetThreshold: 1 },
      'Human gates: 4. Repeatable allows 3, your target Self-service 1.',
    ],
    [
      { value: 1, next: { level: 2, threshold: 0 }, targetThreshold: 0 },
      'Human gates: 1. Your target Self-service allows none.',
    ],
    [
      {
        title: 'Lead time, median',
        unit: 'hours',
        value: 57,
        flags: ['censored'],
        targetThreshold: 24,
      },
      'Lead time, median: 57 h so far. Your target Self-service allows 24 h.',
    ],
    // What misses a threshold does not read like it.
    [
      {
        title: 'Deployment frequency',
        unit: 'per-week',
        better: 'higher',
        value: 4.98,
        targetThreshold: 5,
      },
      'Deployment frequency: 4.98 per week. Your target Self-service needs 5 per week.',
    ],
    [
      {
        title: 'Lead time, median',
        unit: 'hours',
        value: 24.04,
        next: { level: 2, threshold: 24 },
        targetThreshold: 4,
      },
      'Lead time, median: 24.04 h. Standardized allows 24 h, your target Self-service 4 h.',
    ],
    [
      {
        title: 'Deployment frequency',
        unit: 'per-week',
        better: 'higher',
        value: 0.5,
        next: { level: 2, threshold: 1 },
        targetThreshold: 5,
      },
      'Deployment frequency: 0.5 per week. Standardized needs 1 per week, your target Self-service 5 per week.',
    ],
    [
      {
        title: 'Golden-path drift',
        unit: 'days',
        value: 1,
        targetThreshold: 90,
      },
      'Golden-path drift: 1 day. Your target Self-service allows 90 days.',
    ],
    [
      {
        title: 'Security scan at commit',
        unit: 'boolean',
        better: 'higher',
        value: 0,
        targetThreshold: 1,
      },
      'Security scan at commit: no. Your target Self-service needs it.',
    ],
    [{ value: 2 }, 'Human gates: 2.'],
  ])('%# says in a sentence that fits any title', (members, sentence) => {
    expect(describeCheck(check(members), levels)).toBe(sentence);
  });
});
