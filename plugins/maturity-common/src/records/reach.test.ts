// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { Reach, REACH_KINDS, reachAt, reaches, uniteReach } from './reach';

const MARCH = '2026-03-01T00:00:00.000Z';
const APRIL = '2026-04-01T00:00:00.000Z';
const MAY = '2026-05-01T00:00:00.000Z';

describe('reaches', () => {
  it.each<[string, Reach, string | undefined, boolean]>([
    ['what is absent', {}, APRIL, false],
    ['what is false', { gates: false }, APRIL, false],
    ['what holds throughout', { gates: true }, MARCH, true],
    ['what holds throughout, whenever', { gates: true }, undefined, true],
    ['before it was proven', { gates: APRIL }, MARCH, false],
    ['at the instant of its proof', { gates: APRIL }, APRIL, true],
    ['after its proof', { gates: APRIL }, MAY, true],
    ['what was ever proven', { gates: APRIL }, undefined, true],
    ['another kind', { pipelines: true }, APRIL, false],
    [
      'an instant with an offset',
      { gates: '2026-04-01T01:00:00+01:00' },
      APRIL,
      true,
    ],
  ])('answers for %s', (_, reach, at, expected) => {
    expect(reaches(reach, 'gates', at)).toBe(expected);
  });
});

describe('uniteReach', () => {
  it.each<[string, Reach[], Reach]>([
    ['no source', [], {}],
    ['sources that cannot tell', [{ gates: false }, {}], {}],
    [
      'different kinds',
      [{ gates: true }, { changes: MAY }],
      { gates: true, changes: MAY },
    ],
    [
      'the earliest proof',
      [{ gates: MAY }, { gates: MARCH }],
      { gates: MARCH },
    ],
    [
      'a declaration over a proof',
      [{ gates: MAY }, { gates: true }],
      { gates: true },
    ],
    [
      'a proof over a denial',
      [{ gates: false }, { gates: MAY }],
      { gates: MAY },
    ],
  ])('takes %s', (_, sources, expected) => {
    expect(uniteReach(...sources)).toEqual(expected);
  });

  const reach: fc.Arbitrary<Reach> = fc.dictionary(
    fc.constantFrom(...REACH_KINDS),
    fc.constantFrom<boolean | string>(true, false, MARCH, APRIL, MAY),
  );

  it('tells at any time what any of the sources tells then, in whichever order they are given', () => {
    fc.assert(
      fc.property(
        fc.array(reach),
        fc.constantFrom(...REACH_KINDS),
        fc.constantFrom(undefined, MARCH, APRIL, MAY),
        (sources, kind, at) => {
          expect(reaches(uniteReach(...sources), kind, at)).toBe(
            sources.some(source => reaches(source, kind, at)),
          );
          expect(uniteReach(...[...sources].reverse())).toEqual(
            uniteReach(...sources),
          );
        },
      ),
    );
  });
});

describe('reachAt', () => {
  it('leaves out what was proven only later', () => {
    expect(
      reachAt(
        { gates: true, changes: MARCH, failures: MAY, pipelines: false },
        APRIL,
      ),
    ).toEqual({ gates: true, changes: MARCH });
  });
});
