// SPDX-License-Identifier: Apache-2.0
import {
  approval,
  daysAgo,
  deployment,
  hoursAgo,
  incident,
  measureInput,
  UNREACHED,
} from '../__testUtils__/records';
import { findMeasure } from './measures';
import { Measurement, MeasureInput } from './types';

const compute = (id: string, input: MeasureInput): Measurement =>
  findMeasure(id)!.compute(input);

describe('deployment.frequency', () => {
  it('counts succeeded production deployments that ended in the window', () => {
    const result = compute(
      'deployment.frequency',
      measureInput({
        deployments: [
          deployment(24),
          deployment(48),
          deployment(72, { outcome: 'failed' }),
          deployment(96, { environment: 'staging' }),
          // Requested in the window's time and older than it: the end counts.
          deployment(91 * 24),
        ],
      }),
    );
    expect(result).toMatchObject({ value: 2 / (90 / 7), n: 2 });
  });

  it('measures a younger entity from its first record on, over at least a week', () => {
    const young = [deployment(21 * 24 - 1), deployment(24), deployment(25)];
    expect(
      compute('deployment.frequency', measureInput({ deployments: young })),
    ).toMatchObject({ value: 1 });
    expect(
      compute(
        'deployment.frequency',
        measureInput({ deployments: [deployment(2)] }),
      ),
    ).toMatchObject({ value: 1 });
  });

  it('is a measured zero where deployments would be seen, and no data where not', () => {
    expect(compute('deployment.frequency', measureInput({}))).toMatchObject({
      status: 'data',
      value: 0,
      flags: [],
    });
    const beforeTheWindow = { deployments: [deployment(100 * 24)] };
    expect(
      compute(
        'deployment.frequency',
        measureInput(beforeTheWindow, { reach: UNREACHED }),
      ),
    ).toMatchObject({ status: 'data', value: 0 });
    expect(
      compute('deployment.lead-time', measureInput(beforeTheWindow)),
    ).toMatchObject({ status: 'no-data', cause: 'no-samples' });
    expect(
      compute('deployment.frequency', measureInput({}, { reach: UNREACHED })),
    ).toMatchObject({ status: 'no-data', cause: 'no-source' });
  });

  it('knows nothing of what ended after now', () => {
    const input = measureInput(
      { deployments: [deployment(1), deployment(30)] },
      {
        now: hoursAgo(10),
        window: { from: daysAgo(100), to: hoursAgo(10) },
      },
    );
    expect(compute('deployment.frequency', input)).toMatchObject({ n: 1 });
  });
});

describe('deployment.lead-time', () => {
  it('takes the median over all changes, from commit to the end of the deployment', () => {
    const result = compute(
      'deployment.lead-time',
      measureInput({
        deployments: [
          deployment(10, {
            requestedAt: hoursAgo(30),
            changes: [
              { revision: 'a', committedAt: hoursAgo(12) },
              { revision: 'b', committedAt: hoursAgo(40) },
              // A clock that is ahead.
              { revision: 'c', committedAt: hoursAgo(9) },
            ],
            truncated: true,
          }),
          deployment(100, {
            changes: [{ revision: 'd', committedAt: hoursAgo(110) }],
          }),
          deployment(50, {
            outcome: 'failed',
            changes: [{ revision: 'e', committedAt: hoursAgo(1000) }],
          }),
        ],
      }),
    );
    // 0, 2, 10, 30 h: half way between 2 and 10.
    expect(result).toMatchObject({
      value: 6,
      n: 4,
      flags: ['truncated', 'lowConfidence'],
      hourSamples: [0, 2, 10, 30],
    });
    expect(result.status === 'data' && result.evidence[0].value).toBe(30);
  });
});

describe('deployment.on-demand-share', () => {
  it('asks for at most 15 min of waiting and 24 h from merge to live', () => {
    const live = (merged: number) => [
      { revision: 'a', committedAt: hoursAgo(500), mergedAt: hoursAgo(490) },
      {
        revision: 'b',
        committedAt: hoursAgo(merged + 5),
        mergedAt: hoursAgo(merged),
      },
    ];
    const result = compute(
      'deployment.on-demand-share',
      measureInput({
        deployments: [
          // The newest change decides, and 24 h sharp still counts.
          deployment(0, { changes: live(24) }),
          deployment(0, { changes: live(24.01) }),
          // 10 min of approval and 10 min of timer, half of them at once.
          deployment(0, {
            changes: live(2),
            waits: [
              approval(1, 5 / 6),
              approval(11 / 12, 3 / 4, { kind: 'timer', gate: 'timer' }),
            ],
          }),
          deployment(0, {
            changes: live(2),
            waits: [
              approval(1, 5 / 6),
              approval(4 / 6, 3 / 6, { kind: 'timer', gate: 'timer' }),
            ],
          }),
          // A runner queue keeps no one waiting for a person.
          deployment(0, {
            changes: live(2),
            waits: [approval(1.9, 0.1, { kind: 'queue', gate: 'runner' })],
          }),
          // Nothing new, and nothing known: neither says how soon a change went live.
          deployment(0, { changes: [] }),
          deployment(0),
        ],
      }),
    );
    expect(result).toMatchObject({ value: 3 / 5, n: 5, basis: 'measured' });
  });

  const LATE = 240;
  const SOON = 2;
  it.each<[string, [merged: number, mayTell?: boolean][], object]>([
    [
      'says no of releases that went live too late, whatever they waited for',
      [[LATE], [LATE]],
      { value: 0, n: 2 },
    ],
    [
      'says nothing where a release that went live soon may have waited',
      [[LATE], [SOON]],
      { status: 'no-data' },
    ],
    [
      'leaves out late ones too where others are left out',
      [[LATE], [SOON], [SOON, true]],
      { value: 1, n: 1 },
    ],
  ])('%s', (_, releases, expected) => {
    const deployments = releases.map(([merged, mayTell], index) =>
      deployment(index, {
        source: mayTell ? 'tells' : 'tells-not',
        revision: `r${index}`,
        changes: [
          {
            revision: `r${index}`,
            committedAt: hoursAgo(merged + index),
            mergedAt: hoursAgo(merged + index),
          },
        ],
      }),
    );
    expect(
      compute(
        'deployment.on-demand-share',
        measureInput(
          { deployments },
          {
            reach: UNREACHED,
            sourceReach: { tells: { 'waits.approval': true } },
          },
        ),
      ),
    ).toMatchObject(expected);
  });
});

describe('deployment.change-fail-rate', () => {
  it('blames failures, the change before a remedy within 24 h, and what an incident names', () => {
    const deployments = [
      deployment(200, { outcome: 'failed' }),
      deployment(150),
      // Remedies the one at 150, 24 h later sharp.
      deployment(126, { rollback: true }),
      deployment(100),
      // Too late for the one at 100.
      deployment(75.9, { hotfix: true }),
      deployment(50, { id: 'named' }),
      deployment(30, { outcome: 'canceled' }),
      deployment(20, { outcome: 'rejected' }),
    ];
    const result = compute(
      'deployment.change-fail-rate',
      measureInput({
        deployments,
        incidents: [incident(40, { deployment: 'named' })],
      }),
    );
    // 200, 150 and 50 of the six that succeeded or failed.
    expect(result).toMatchObject({ value: 0.5, n: 6 });
    expect(
      result.status === 'data' &&
        result.evidence.map(({ details }) => details?.cause),
    ).toEqual(['incident', 'rollback', 'failed']);
  });

  it('does not blame every deployment of the day for one hotfix', () => {
    const deployments = [
      ...[9, 8, 7, 6].map(hours => deployment(hours)),
      deployment(5, { hotfix: true }),
    ];
    expect(
      compute('deployment.change-fail-rate', measureInput({ deployments })),
    ).toMatchObject({ value: 0.2 });
  });
});

describe('deployment.recovery-time', () => {
  it('runs to the next success of the same environment, and until now where there is none', () => {
    const result = compute(
      'deployment.recovery-time',
      measureInput({
        deployments: [
          deployment(100, { outcome: 'failed' }),
          deployment(99, { environment: 'prod-eu' }),
          deployment(98, { outcome: 'failed' }),
          deployment(90),
          deployment(6, { outcome: 'failed' }),
        ],
      }),
    );
    // 10 h, 8 h, and 6 h so far.
    expect(result).toMatchObject({
      value: 8,
      n: 3,
      flags: ['censored'],
      hourSamples: [6, 8, 10],
    });
  });

  it('has no data where nothing failed', () => {
    expect(
      compute(
        'deployment.recovery-time',
        measureInput({ deployments: [deployment(3)] }),
      ),
    ).toMatchObject({ status: 'no-data', cause: 'no-samples' });
  });
});

describe('deployment.rework-rate', () => {
  it('counts rollbacks, hotfixes and the first deployment after an incident', () => {
    const result = compute(
      'deployment.rework-rate',
      measureInput({
        deployments: [
          deployment(50),
          deployment(40, { rollback: true }),
          deployment(30, { hotfix: true, rollback: true }),
          deployment(20),
          deployment(10),
        ],
        incidents: [incident(25)],
      }),
    );
    expect(result).toMatchObject({ value: 0.6, n: 5, flags: [] });
  });
});
