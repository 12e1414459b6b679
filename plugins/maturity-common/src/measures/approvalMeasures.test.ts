// SPDX-License-Identifier: Apache-2.0
import {
  approval,
  deployment,
  entityRecords,
  gate,
  hoursAgo,
  measureInput,
  NOW,
  pipeline,
  UNREACHED,
} from '../__testUtils__/records';
import { Deployment } from '../records';
import { findMeasure } from './measures';
import { Measurement, MeasureInput } from './types';
import { workingHours } from './support/workingHours';

const compute = (id: string, input: MeasureInput): Measurement =>
  findMeasure(id)!.compute(input);

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('approval.wait', () => {
  it('unites overlapping waits, keeps other kinds apart and counts ungated deployments as zero', () => {
    const result = compute(
      'approval.wait',
      measureInput({
        deployments: [
          // 10..6 and 8..5 hours ago unite to five hours; the timer does not count.
          deployment(4, {
            waits: [
              approval(10, 6),
              approval(8, 5, { gate: 'change-board' }),
              approval(24, 11, { kind: 'timer', gate: 'timer' }),
            ],
          }),
          deployment(30, { waits: [approval(33, 31)] }),
          deployment(50),
        ],
      }),
    );
    expect(result).toMatchObject({
      status: 'data',
      value: 2,
      n: 3,
      basis: 'measured',
      samples: [0, 2, 5],
      hourSamples: [0, 2, 5],
      flags: ['lowConfidence'],
    });
    expect(result.status === 'data' && result.evidence[0]).toMatchObject({
      kind: 'wait',
      value: 5,
      details: { gate: 'prod-approval' },
    });
  });

  it('counts an open wait until now as censored, as of the instant that is asked for', () => {
    const records = {
      deployments: [
        deployment(1, {
          outcome: 'pending',
          requestedAt: hoursAgo(7),
          finishedAt: undefined,
          waits: [approval(6, undefined)],
        }),
      ],
    };
    expect(compute('approval.wait', measureInput(records))).toMatchObject({
      value: 6,
      flags: ['censored', 'lowConfidence'],
    });
    // Two hours earlier it had waited for four; a wait that ended since was open then.
    const asOf = hoursAgo(2);
    const ended = {
      deployments: [deployment(1, { waits: [approval(6, 1)] })].map(d => ({
        ...d,
        requestedAt: hoursAgo(7),
      })),
    };
    expect(
      compute(
        'approval.wait',
        measureInput(ended, {
          now: asOf,
          window: { from: hoursAgo(2000), to: asOf },
        }),
      ),
    ).toMatchObject({ value: 4, flags: ['censored', 'lowConfidence'] });
  });

  describe('where a deployment had no approval', () => {
    const quiet = deployment(5, { waits: [] });
    const silent = deployment(50, { waits: undefined });
    const cdevents = deployment(90, { waits: [], source: 'cd' });
    const told = deployment(7, { waits: [approval(9, 8)] });
    const tells = { 'waits.approval': true };

    it.each<[string, Deployment[], Partial<MeasureInput>, object]>([
      [
        'counts zero where its source would have told',
        [quiet],
        { reach: tells },
        { status: 'data', value: 0, n: 1 },
      ],
      [
        'counts zero where its source told an approval before',
        [quiet, told],
        { reach: UNREACHED },
        { status: 'data', value: 0.5, n: 2 },
      ],
      [
        'counts zero from the instant on at which its source proved it',
        [quiet],
        { reach: { 'waits.approval': hoursAgo(6) } },
        { status: 'data', value: 0, n: 1 },
      ],
      [
        'is unknown before that instant',
        [quiet],
        {
          reach: { 'waits.approval': hoursAgo(3) },
          now: hoursAgo(4),
          window: { from: hoursAgo(100), to: hoursAgo(4) },
        },
        { status: 'no-data', cause: 'no-source' },
      ],
      [
        'is unknown without waits, whatever its source tells',
        [silent],
        { reach: tells },
        { status: 'no-data', cause: 'no-source' },
      ],
      [
        'is unknown where no source tells approvals',
        [quiet],
        { reach: { deployments: true, gates: true } },
        { status: 'no-data', cause: 'no-source' },
      ],
      [
        'is left out where its own source cannot tell and another one can',
        [quiet, cdevents],
        {
          reach: tells,
          sourceReach: { 'github.com/acme/shop': tells, cd: {} },
        },
        { status: 'data', value: 0, n: 1 },
      ],
    ])('%s', (_, deployments, members, expected) => {
      expect(
        compute('approval.wait', measureInput({ deployments }, members)),
      ).toMatchObject(expected);
    });

    it('has no samples where nothing was deployed', () => {
      expect(compute('approval.wait', measureInput({}))).toMatchObject({
        status: 'no-data',
        cause: 'no-samples',
      });
    });
  });

  it('counts what was canceled or superseded only where it waited', () => {
    const gated = (hours: number, outcome: Deployment['outcome']) =>
      deployment(hours, { outcome, waits: [approval(hours + 30, hours)] });
    const result = compute(
      'approval.wait',
      measureInput({
        deployments: [
          gated(100, 'succeeded'),
          gated(200, 'failed'),
          gated(300, 'rejected'),
          gated(400, 'canceled'),
          deployment(120, { outcome: 'canceled' }),
          deployment(140, { outcome: 'superseded' }),
        ],
      }),
    );
    expect(result).toMatchObject({
      value: 30,
      n: 4,
      samples: [30, 30, 30, 30],
    });
  });

  it('shows the part that fell into working hours', () => {
    // Friday 2026-10-30 16:00 to Monday 2026-11-02 10:00 UTC: one hour on each side of the weekend.
    const waiting = {
      from: Date.UTC(2026, 9, 30, 16),
      to: Date.UTC(2026, 10, 2, 10),
    };
    expect(workingHours([waiting, waiting])).toBe(2);
    expect(
      workingHours([waiting], {
        days: [6, 7],
        startHour: 0,
        endHour: 24,
      }),
    ).toBe(48);
    // NOW is a Sunday, midnight; 60 hours ago was Thursday noon: 5 hours of Thursday, 8 of Friday.
    expect(
      compute(
        'approval.wait',
        measureInput({
          deployments: [deployment(1, { waits: [approval(60, 1)] })],
        }),
      ),
    ).toMatchObject({ value: 59, workingHours: 13 });
  });
});

describe('approval.wait-tail', () => {
  it('interpolates the 90th percentile between closest ranks', () => {
    const deployments = times(10, index =>
      deployment(50 * (index + 1), {
        waits: [approval(50 * (index + 1) + 1 + index, 50 * (index + 1) + 1)],
      }),
    );
    // Waits of 0..9 h: rank 8.1, hence 8 + 0.1.
    const result = compute('approval.wait-tail', measureInput({ deployments }));
    expect(result).toMatchObject({ n: 10, flags: [] });
    expect(result.status === 'data' && result.value).toBeCloseTo(8.1, 10);
  });
});

describe('approval.share-of-lead-time', () => {
  it('divides the sums and leaves out deployments without changes', () => {
    const result = compute(
      'approval.share-of-lead-time',
      measureInput({
        deployments: [
          deployment(0, {
            waits: [approval(6, 2), approval(5, 2)],
            changes: [
              { revision: 'a', committedAt: hoursAgo(20) },
              { revision: 'b', committedAt: hoursAgo(8) },
            ],
          }),
          deployment(100, {
            changes: [{ revision: 'c', committedAt: hoursAgo(120) }],
          }),
          deployment(200, { waits: [approval(230, 201)] }),
        ],
      }),
    );
    // 4 h of 20 h and 0 h of 20 h.
    expect(result).toMatchObject({ value: 0.1, n: 2 });
  });
});

describe('approval.gates', () => {
  it('counts distinct human gates to production of the inventory', () => {
    const result = compute(
      'approval.gates',
      measureInput({
        pipelines: [
          pipeline({
            gates: [
              gate('production', { reviewers: 2 }),
              gate('release', { kind: 'manual-job', environment: undefined }),
              gate('timer', { kind: 'wait-timer' }),
              gate('staging', { environment: 'staging' }),
              gate('nobody', { reviewers: 0 }),
            ],
          }),
          pipeline({ gates: [gate('production')] }),
        ],
      }),
    );
    expect(result).toMatchObject({ value: 2, basis: 'measured' });
  });

  it('infers from approvals that were seen where there is no inventory', () => {
    const deployments = [
      deployment(5, { waits: [approval(8, 7), approval(7, 6)] }),
      deployment(9, { waits: [approval(12, 11, { gate: 'board' })] }),
    ];
    expect(
      compute(
        'approval.gates',
        measureInput({ deployments }, { reach: UNREACHED }),
      ),
    ).toMatchObject({ value: 2, basis: 'inferred' });
  });

  it('takes a read and empty inventory for zero, and an unread one for no data', () => {
    expect(
      compute(
        'approval.gates',
        measureInput(
          { pipelines: [pipeline({ gatesComplete: true })] },
          { reach: UNREACHED },
        ),
      ),
    ).toMatchObject({ value: 0, basis: 'measured' });
    expect(
      compute(
        'approval.gates',
        measureInput({ pipelines: [pipeline()] }, { reach: UNREACHED }),
      ),
    ).toMatchObject({ status: 'no-data', cause: 'no-source' });
  });
});

describe('approval.rubber-stamp', () => {
  const decided = (count: number, gateName: string, seconds: number) =>
    times(count, index => {
      const end = 10 + index;
      return deployment(end, {
        waits: [
          approval(end + seconds / 3600, end, {
            gate: gateName,
            decision: 'approved',
          }),
        ],
      });
    });

  it('takes the worst gate with at least 20 decisions', () => {
    const result = compute(
      'approval.rubber-stamp',
      measureInput({
        deployments: [
          ...decided(15, 'quick', 30),
          ...decided(5, 'quick', 3600),
          // Always fast, but too few to say so.
          ...decided(10, 'rare', 5),
        ],
      }),
    );
    expect(result).toMatchObject({ value: 0.75, n: 20, flags: [] });
  });

  it('acquits a gate that ever rejected', () => {
    const deployments = decided(24, 'quick', 30);
    deployments[0].waits![0].decision = 'rejected';
    expect(
      compute('approval.rubber-stamp', measureInput({ deployments })),
    ).toMatchObject({ value: 0, n: 24 });
  });
});

it('is the same for permuted and duplicated records', () => {
  const deployments = times(30, index =>
    deployment(index * 7, { waits: [approval(index * 8 + 1, index * 7)] }),
  );
  const input = measureInput({ deployments });
  const shuffled = {
    ...measureInput({}),
    now: NOW,
    records: entityRecords({
      deployments: [...deployments, ...deployments.slice(3, 9)].reverse(),
    }),
  };
  for (const id of ['approval.wait', 'approval.gates']) {
    expect(compute(id, shuffled)).toEqual(compute(id, input));
  }
});
