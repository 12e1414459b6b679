// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { mergeRecords } from './mergeRecords';
import { Deployment } from './schema';
import { mergeStamped, observe, StampedRecord } from './stampedRecord';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

const observation = (members: Partial<Deployment>): Deployment => ({
  source: 'github.com/acme/shop',
  id: '841',
  observedAt: at(0),
  environment: 'production',
  ...members,
});

const instants = fc.integer({ min: 0, max: 4 }).map(at);
const maybe = <T>(values: fc.Arbitrary<T>) =>
  fc.option(values, { nil: undefined });

/** Small ranges on purpose: ties of every kind must occur. */
const observations: fc.Arbitrary<Deployment> = fc.record({
  source: fc.constant('github.com/acme/shop'),
  id: fc.constant('841'),
  environment: fc.constantFrom('production', 'staging'),
  observedAt: instants,
  observation: maybe(fc.constantFrom('a', 'b')),
  revision: maybe(fc.constantFrom('r1', 'r2')),
  requestedAt: maybe(instants),
  finishedAt: maybe(instants),
  outcome: maybe(
    fc.constantFrom(
      'pending' as const,
      'succeeded' as const,
      'failed' as const,
      'superseded' as const,
      'canceled' as const,
    ),
  ),
  waits: maybe(
    fc.array(
      fc.record({
        kind: fc.constant('approval' as const),
        gate: fc.constantFrom('g1', 'g2'),
        from: instants,
      }),
      { maxLength: 2 },
    ),
  ),
});

const stamped: fc.Arbitrary<StampedRecord<Deployment>> = fc
  .array(observations, { minLength: 1, maxLength: 4 })
  .map(items => items.map(observe).reduce(mergeStamped));

describe('mergeStamped', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(stamped, stamped, stamped, (a, b, c) => {
        expect(mergeStamped(a, b)).toEqual(mergeStamped(b, a));
        expect(mergeStamped(mergeStamped(a, b), c)).toEqual(
          mergeStamped(a, mergeStamped(b, c)),
        );
        expect(mergeStamped(a, a)).toEqual(a);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes the fields that a later observation knows and keeps the others', () => {
    const [merged] = mergeRecords([
      observation({
        observedAt: at(2),
        revision: 'new',
        requestedAt: undefined,
      }),
      observation({ observedAt: at(1), revision: 'old', requestedAt: at(0) }),
    ]);
    expect(merged).toEqual(
      observation({ observedAt: at(2), revision: 'new', requestedAt: at(0) }),
    );
  });

  it('breaks ties by the larger observation id', () => {
    const a = observation({ observation: 'a', revision: 'from-a' });
    const b = observation({ observation: 'b', revision: 'from-b' });
    expect(mergeRecords([b, a])[0].revision).toBe('from-b');
    expect(mergeRecords([a, b])[0].revision).toBe('from-b');
  });

  it('looks through a later inactive status to the success before it', () => {
    const success = observation({
      observedAt: at(1),
      outcome: 'succeeded',
      finishedAt: at(1),
    });
    const inactive = observation({
      observedAt: at(9),
      outcome: 'superseded',
      finishedAt: at(9),
    });
    for (const order of [
      [success, inactive],
      [inactive, success],
    ]) {
      expect(mergeRecords(order)[0]).toMatchObject({
        outcome: 'succeeded',
        finishedAt: at(1),
      });
    }
  });

  it('has ended when its end was first told, whichever is told again and later', () => {
    const told = (hour: number) =>
      observation({
        observedAt: at(hour),
        outcome: 'succeeded',
        finishedAt: at(hour),
      });
    for (const order of [
      [told(1), told(3)],
      [told(3), told(1)],
    ]) {
      expect(mergeRecords(order)[0].finishedAt).toBe(at(1));
    }
  });

  it('is live from its success on, not from the failure before it', () => {
    const [merged] = mergeRecords([
      observation({ observedAt: at(1), outcome: 'failed', finishedAt: at(1) }),
      observation({
        observedAt: at(3),
        outcome: 'succeeded',
        finishedAt: at(3),
      }),
    ]);
    expect(merged).toMatchObject({ outcome: 'succeeded', finishedAt: at(3) });
  });

  it('never goes back from an end to pending', () => {
    const [merged] = mergeRecords([
      observation({ observedAt: at(1), outcome: 'failed', finishedAt: at(1) }),
      observation({ observedAt: at(2), outcome: 'pending' }),
    ]);
    expect(merged).toMatchObject({ outcome: 'failed', finishedAt: at(1) });
  });
});

describe('mergeRecords', () => {
  it('changes nothing with the order and the number of observations', () => {
    fc.assert(
      fc.property(
        fc.array(observations, { minLength: 1, maxLength: 6 }).chain(items =>
          fc.tuple(
            fc.constant(items),
            fc.shuffledSubarray([...items, ...items], {
              minLength: items.length * 2,
            }),
          ),
        ),
        ([items, shuffled]) => {
          expect(mergeRecords(shuffled)).toEqual(mergeRecords(items));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
