// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { environmentKey, sameEnvironment } from './environments';

const space = fc.stringMatching(/^[ \t\n]{0,3}$/);

describe('sameEnvironment', () => {
  it.each([
    ['production', 'Production', true],
    [' production', 'production\n', true],
    ['Production – web', 'PRODUCTION – WEB', true],
    ['prod', 'production', false],
    ['prod eu', 'prod-eu', false],
    ['', undefined, false],
    [undefined, undefined, false],
  ])('%p and %p: %p', (a, b, same) => {
    expect(sameEnvironment(a, b)).toBe(same);
    expect(sameEnvironment(b, a)).toBe(same);
  });

  it('sees neither case nor surrounding space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        space,
        space,
        (name, before, after) => {
          const variant = `${before}${name.toUpperCase()}${after}`;
          expect(environmentKey(variant)).toBe(environmentKey(name));
          expect(sameEnvironment(variant, name)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
