// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  evaluateCondition,
  insertKnown,
  interpolate,
  Lookup,
} from './evaluate';
import { known, Plain, Possible, UNKNOWN } from './possible';

const VALUES: Record<string, Possible> = {
  'github.event_name': known('push'),
  'github.ref': { values: [], open: true, prefix: 'refs/heads/' },
  'inputs.target': known('staging', 'production'),
  'inputs.any': { values: ['dev'], open: true, free: true },
  'inputs.dry': known(false),
};
const lookup: Lookup = path => VALUES[path.join('.')] ?? UNKNOWN;

describe('the possible values of an expression', () => {
  it.each<[string, Plain[], boolean]>([
    ['inputs.target', ['staging', 'production'], false],
    ["inputs['target']", ['staging', 'production'], false],
    ["github.ref == 'refs/heads/main' && 'P' || 'S'", ['P', 'S'], false],
    ["vars.X && 'P' || 'S'", ['P', 'S'], false],
    ["github.event_name == 'push' && 'P' || 'S'", ['P'], false],
    ["inputs.any || 'S'", ['dev', 'S'], true],
    ["inputs.dry || 'S'", ['S'], false],
    ["format('{0}-eu', inputs.target)", ['staging-eu', 'production-eu'], false],
    ["startsWith(github.ref, 'refs/tags/')", [false], false],
    ["startsWith(github.ref, 'refs/')", [true], false],
    ["contains('a production b', inputs.target)", [false, true], false],
    ['needs.x.outputs.y', [], true],
    ['1 < 2', [true], false],
  ])('%s', (source, values, open) => {
    const result = interpolate(`\${{ ${source} }}`, lookup);
    expect([...result.values].sort()).toEqual([...values].sort());
    expect(result.open).toBe(open);
  });

  it.each([
    ["github.event_name == 'pull_request'", false, true],
    ["${{ github.event_name == 'push' }}", true, false],
    ["github.ref == 'refs/heads/main'", true, true],
    ["github.ref == 'refs/tags/v1'", false, true],
    ['always()', true, false],
    ['failure()', true, true],
    ["success() && github.event_name != 'push'", false, true],
    ['not an expression (', true, true],
  ])('%s may hold: %s, may fail: %s', (condition, canHold, canFail) => {
    expect(evaluateCondition(condition, lookup)).toEqual({ canHold, canFail });
  });

  it('puts known values into a text, once for each, and leaves the others as written', () => {
    expect(
      insertKnown('deploy ${{ inputs.target }} ${{ vars.X }}', lookup),
    ).toEqual([
      'deploy staging ${{ vars.X }}',
      'deploy production ${{ vars.X }}',
    ]);
  });
});

/** Expressions over two variables, as text and as the function that they are. */
type Sample = { text: string; value: (a: boolean, b: boolean) => boolean };
const sample: fc.Arbitrary<Sample> = fc.letrec<{ node: Sample }>(tie => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Sample>(
      { text: 'inputs.a', value: a => a },
      { text: 'inputs.b', value: (_a, b) => b },
      { text: 'true', value: () => true },
      { text: 'false', value: () => false },
    ),
    fc.tuple(tie('node'), tie('node')).map(([x, y]) => ({
      text: `(${x.text} && ${y.text})`,
      value: (a: boolean, b: boolean) => x.value(a, b) && y.value(a, b),
    })),
    fc.tuple(tie('node'), tie('node')).map(([x, y]) => ({
      text: `(${x.text} || ${y.text})`,
      value: (a: boolean, b: boolean) => x.value(a, b) || y.value(a, b),
    })),
    fc.tuple(tie('node'), tie('node')).map(([x, y]) => ({
      text: `(${x.text} == ${y.text})`,
      value: (a: boolean, b: boolean) => x.value(a, b) === y.value(a, b),
    })),
    tie('node').map(x => ({
      text: `!${x.text}`,
      value: (a: boolean, b: boolean) => !x.value(a, b),
    })),
  ),
})).node;

const scopeOf =
  (a: Possible, b: Possible): Lookup =>
  path => {
    switch (path[1]) {
      case 'a':
        return a;
      default:
        return b;
    }
  };

describe('conditions of which a part is unknown', () => {
  it('are decided as by two-valued logic where everything is known', () => {
    fc.assert(
      fc.property(sample, fc.boolean(), fc.boolean(), (one, a, b) => {
        const result = evaluateCondition(one.text, scopeOf(known(a), known(b)));
        expect(result.canHold).toBe(one.value(a, b));
        expect(result.canFail).toBe(!one.value(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('never rule out what some value of the unknown would give', () => {
    const unknowns = fc.constantFrom(UNKNOWN, known(true, false));
    fc.assert(
      fc.property(
        sample,
        unknowns,
        fc.boolean(),
        fc.boolean(),
        (one, unknown, a, b) => {
          const result = evaluateCondition(
            one.text,
            scopeOf(unknown, known(b)),
          );
          expect(one.value(a, b) ? result.canHold : result.canFail).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
