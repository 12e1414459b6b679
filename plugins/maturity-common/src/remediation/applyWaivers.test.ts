// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { NOW } from '../__testUtils__/records';
import { applyWaivers, isWaiverActive } from './applyWaivers';
import { Waiver } from './types';

const instant = (millis: number) =>
  new Date(Date.parse(NOW) + millis).toISOString();

const waiver = (members: Partial<Waiver>): Waiver => ({
  id: 'w1',
  entityRef: 'component:default/shop',
  checkId: 'approval-wait',
  reason: 'Audit',
  state: 'approved',
  from: instant(0),
  until: instant(1000),
  ...members,
});

describe('isWaiverActive', () => {
  it('holds from its start until exactly its instant', () => {
    const moments = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(moments, fc.nat(1e9), moments, (from, lasts, at) => {
        const until = from + lasts;
        const dated = waiver({ from: instant(from), until: instant(until) });
        expect(isWaiverActive(dated, instant(until))).toBe(false);
        expect(isWaiverActive(dated, instant(until - 1))).toBe(lasts > 0);
        expect(isWaiverActive(dated, instant(at))).toBe(
          from <= at && at < until,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('applyWaivers', () => {
  it('takes approved ones of the entity, and of several the one that lasts longest', () => {
    const active = applyWaivers(
      [
        waiver({ id: 'short' }),
        waiver({ id: 'long', until: instant(5000) }),
        waiver({ id: 'asked', state: 'requested', until: instant(9000) }),
        waiver({ id: 'ended', state: 'ended', checkId: 'lead-time' }),
        waiver({ id: 'other', entityRef: 'component:default/cart' }),
      ],
      'component:default/shop',
      instant(10),
    );
    expect([...active].map(([check, { id }]) => [check, id])).toEqual([
      ['approval-wait', 'long'],
    ]);
  });
});
