// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  approval,
  deployment,
  hoursAgo,
  measureInput,
} from '../__testUtils__/records';
import { timeLost } from './timeLost';

interface Plan {
  /** Hours before now at which it went live. */
  ended: number;
  /** Hours from commit to request, waiting for approval, and deploying. */
  code: number;
  waits: number;
  deploys: number;
}

/** A deployment of one change. */
function shipped({ ended, code, waits, deploys }: Plan) {
  const requested = ended + waits + deploys;
  return deployment(ended, {
    requestedAt: hoursAgo(requested),
    waits: waits > 0 ? [approval(requested, requested - waits)] : [],
    changes: [
      {
        revision: `r${ended}`,
        committedAt: hoursAgo(requested + code),
        mergedAt: hoursAgo(requested),
        openedAt: hoursAgo(requested),
      },
    ],
  });
}

const lostOf = (plans: Plan[], total: number, approvals?: number) =>
  timeLost(measureInput({ deployments: plans.map(shipped) }), {
    total,
    ...(approvals !== undefined && { approval: approvals }),
  });

const hoursOf = (lost: ReturnType<typeof lostOf>) =>
  Object.fromEntries(lost!.segments.map(({ id, hours }) => [id, hours]));

describe('timeLost', () => {
  it('is the mean part of lead time beyond the target, and never a sum of parallel waits', () => {
    const plans = Array.from({ length: 1000 }, (_, index) => ({
      ended: 100 + (index % 10),
      code: 10,
      waits: 30,
      deploys: 0,
    }));
    const lost = lostOf(plans, 24)!;
    expect(lost).toMatchObject({
      target: 24,
      changes: 1000,
      beyond: 1000,
      hours: 16,
    });
    expect(lost.perWeek).toBeCloseTo(1000 / (90 / 7), 9);
  });

  it('weighs every change, those within the target as nothing', () => {
    const lost = lostOf(
      [
        { ended: 10, code: 44, waits: 0, deploys: 0 },
        { ended: 20, code: 4, waits: 0, deploys: 0 },
      ],
      24,
    );
    expect(lost).toMatchObject({ changes: 2, beyond: 1, hours: 10 });
  });

  it('puts the excess where a change at the target needs less', () => {
    // 40 h: 10 coding and 30 waiting. At the target of 24 h, approvals take 4 h, and coding may take 20.
    const hours = hoursOf(
      lostOf([{ ended: 10, code: 10, waits: 30, deploys: 0 }], 24, 4),
    );
    expect(hours.approval).toBeCloseTo(16, 9);
    expect(hours.code).toBe(0);
    // Without a target for approvals, both are 24/40 of what they are.
    const shared = hoursOf(
      lostOf([{ ended: 10, code: 10, waits: 30, deploys: 0 }], 24),
    );
    expect(shared.approval).toBeCloseTo(12, 9);
    expect(shared.code).toBeCloseTo(4, 9);
  });

  it('tells working hours of the time in which the change would have been live', () => {
    // NOW is a Sunday 00:00; live on Friday 16:00, beyond the target since Thursday 16:00.
    const lost = lostOf([{ ended: 32, code: 48, waits: 0, deploys: 0 }], 24);
    expect(lost).toMatchObject({ hours: 24, workingHours: 8 });
  });

  it('is unknown where no change went live', () => {
    expect(lostOf([], 24)).toBeUndefined();
  });

  const plan = fc.record({
    ended: fc.integer({ min: 0, max: 500 }),
    code: fc.integer({ min: 0, max: 300 }),
    waits: fc.integer({ min: 0, max: 300 }),
    deploys: fc.integer({ min: 0, max: 20 }),
  });

  it('has parts that add up to it, and is never more than a change took', () => {
    fc.assert(
      fc.property(
        fc.array(plan, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 200 }),
        fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
        (plans, total, approvals) => {
          const lost = lostOf(plans, total, approvals)!;
          const parts = lost.segments.map(({ hours }) => hours);
          expect(parts.filter(hours => hours < 0)).toEqual([]);
          expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(lost.hours, 6);
          expect(lost.workingHours).toBeLessThanOrEqual(lost.hours + 1e-9);
          const longest = Math.max(
            ...plans.map(({ code, waits, deploys }) => code + waits + deploys),
          );
          expect(lost.hours).toBeLessThanOrEqual(
            Math.max(0, longest - total) + 1e-9,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
