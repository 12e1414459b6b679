// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { deployment, hoursAgo, measureInput } from '../__testUtils__/records';
import { Deployment, Reach, WAIT_KINDS } from '../records';
import { timeBreakdown } from './timeBreakdown';

const hours = fc.integer({ min: 0, max: 60 });
const maybe = <T>(values: fc.Arbitrary<T>) =>
  fc.option(values, { nil: undefined });

/** Times in any relation to each other: sources contradict themselves. */
const deployments = fc.array(
  fc
    .record({
      requested: maybe(hours),
      started: maybe(hours),
      waits: fc.array(
        fc.record({ kind: fc.constantFrom(...WAIT_KINDS), a: hours, b: hours }),
        { maxLength: 4 },
      ),
      changes: fc.array(
        fc.record({
          committed: hours,
          opened: maybe(hours),
          merged: maybe(hours),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ requested, started, waits, changes }) => {
      const at = (moment?: number) =>
        moment === undefined ? undefined : hoursAgo(moment);
      return deployment(5, {
        requestedAt: at(requested),
        startedAt: at(started),
        waits: waits.map(({ kind, a, b }) => ({
          kind,
          gate: kind,
          from: hoursAgo(Math.max(a, b)),
          to: hoursAgo(Math.min(a, b)),
        })),
        changes: changes.map(({ committed, opened, merged }) => ({
          revision: 'r',
          committedAt: hoursAgo(committed),
          openedAt: at(opened),
          mergedAt: at(merged),
        })),
      });
    }),
  { minLength: 1, maxLength: 3 },
);

describe('timeBreakdown', () => {
  it('has segments of no negative length that add up to the whole', () => {
    fc.assert(
      fc.property(deployments, items => {
        const breakdown = timeBreakdown(measureInput({ deployments: items }))!;
        for (const { total, segments } of [breakdown.p50, breakdown.p90]) {
          const sum = segments.reduce((all, segment) => all + segment.hours, 0);
          expect(sum).toBeCloseTo(total, 6);
          expect(segments.filter(segment => segment.hours < -1e-9)).toEqual([]);
        }
        expect(breakdown.approvalShare ?? 0).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  describe('names the segments that no source could tell', () => {
    const told = {
      requestedAt: hoursAgo(6),
      waits: [],
      changes: [
        {
          revision: 'r',
          committedAt: hoursAgo(20),
          openedAt: hoursAgo(18),
          mergedAt: hoursAgo(8),
        },
      ],
    };
    const approvals = hoursAgo(2000);
    it.each<[string, Partial<Deployment>, Reach, string[] | undefined]>([
      [
        'none where all is told',
        told,
        { 'waits.approval': approvals, 'waits.queue': approvals },
        undefined,
      ],
      [
        'approvals and timers out of reach',
        told,
        { 'waits.queue': approvals },
        ['timer', 'approval'],
      ],
      [
        'no waits told at all',
        { ...told, waits: undefined },
        {},
        ['queue', 'timer', 'approval'],
      ],
      [
        'only commits and the end',
        {
          ...told,
          requestedAt: undefined,
          startedAt: undefined,
          waits: undefined,
          changes: [{ revision: 'r', committedAt: hoursAgo(20) }],
        },
        {},
        ['code', 'review', 'queue', 'timer', 'approval', 'deploy'],
      ],
    ])('%s', (_name, more, reach, unknown) => {
      const breakdown = timeBreakdown(
        measureInput({ deployments: [deployment(5, more)] }, { reach }),
      );
      expect(breakdown?.unknown?.map(({ id }) => id)).toEqual(unknown);
      expect(breakdown?.approvalShare === undefined).toBe(
        unknown?.includes('approval') ?? false,
      );
    });
  });

  it('is absent where no change went live', () => {
    expect(
      timeBreakdown(measureInput({ deployments: [deployment(3)] })),
    ).toBeUndefined();
  });
});
