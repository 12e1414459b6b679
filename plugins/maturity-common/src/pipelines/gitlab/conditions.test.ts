// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { Work } from '../Work';
import { Conditions } from './Conditions';
import { allOf, anyOf, Known, not, Truth, Unknown, UNKNOWN } from './Known';
import { matchesText, readPattern } from './linearPattern';

const variables = new Map<string, Known>([
  ['CI_PIPELINE_SOURCE', 'push'],
  ['CI_COMMIT_BRANCH', 'release/1.2'],
  ['CI_COMMIT_TAG', null],
  ['CI_DEFAULT_BRANCH', new Unknown({ name: 'default branch' })],
  [
    'OTHER_BRANCH',
    new Unknown({ name: 'another branch', isNone: new Set(['main']) }),
  ],
  ['EMPTY', ''],
  ['PATTERN', '/^rel/'],
]);

function decide(condition: string, work = new Work()): Truth {
  return new Conditions(work).holds(condition, name =>
    variables.has(name) ? variables.get(name)! : UNKNOWN,
  );
}

describe('Conditions', () => {
  it.each<[string, Truth]>([
    ['$CI_PIPELINE_SOURCE == "push"', true],
    ["'push' == $CI_PIPELINE_SOURCE", true],
    ['$CI_PIPELINE_SOURCE != "push"', false],
    ['$CI_COMMIT_BRANCH', true],
    ['$CI_COMMIT_TAG', false],
    ['$CI_COMMIT_TAG == null', true],
    ['$CI_COMMIT_TAG == ""', false],
    ['$EMPTY', false],
    ['$EMPTY == null', false],
    ['$EMPTY == ""', true],
    ['$CI_COMMIT_BRANCH =~ /^release\\/.*$/', true],
    ['$CI_COMMIT_BRANCH =~ /^RELEASE/', false],
    ['$CI_COMMIT_BRANCH =~ /^RELEASE/i', true],
    ['$CI_COMMIT_BRANCH !~ /^release/', false],
    ['$CI_COMMIT_BRANCH =~ $PATTERN', true],
    ['$CI_COMMIT_TAG =~ /^v/', false],
    ['$CI_COMMIT_TAG !~ /^v/', true],
    // `&&` binds more tightly than `||`.
    ['$CI_COMMIT_BRANCH || $CI_COMMIT_TAG && $CI_COMMIT_TAG', true],
    ['($CI_COMMIT_BRANCH || $CI_COMMIT_TAG) && $CI_COMMIT_TAG', false],
    // What no file tells stays open, unless the rest decides.
    ['$NOBODY_KNOWS', undefined],
    ['$NOBODY_KNOWS == null', undefined],
    ['$NOBODY_KNOWS && $CI_COMMIT_TAG', false],
    ['$NOBODY_KNOWS || $CI_COMMIT_BRANCH', true],
    ['$NOBODY_KNOWS != "a"', undefined],
    ['$CI_DEFAULT_BRANCH', true],
    ['$CI_DEFAULT_BRANCH == null', false],
    ['$CI_DEFAULT_BRANCH == ""', false],
    ['$CI_DEFAULT_BRANCH == $CI_DEFAULT_BRANCH', true],
    ['$CI_DEFAULT_BRANCH == $OTHER_BRANCH', false],
    ['$CI_DEFAULT_BRANCH == "main"', undefined],
    ['$OTHER_BRANCH == "main"', false],
    ['$OTHER_BRANCH =~ /^main$/', undefined],
    // What is no condition is not decided.
    ['', undefined],
    ['$A ==', undefined],
    ['(((', undefined],
    ['$A === "b"', undefined],
    ['$CI_COMMIT_BRANCH =~ /(?=x)/', undefined],
    [`${'('.repeat(5000)}$A`, undefined],
    [`$CI_COMMIT_BRANCH == "${'x'.repeat(20_000)}"`, undefined],
  ])('%s is %s', (condition, truth) => {
    expect(decide(condition)).toBe(truth);
  });

  it('agrees with two-valued logic whatever the unknown variables are', () => {
    const name = fc.constantFrom('A', 'B', 'C');
    const text = fc.constantFrom('x', 'y', '');
    const atom = fc.oneof(
      name.map(one => `$${one}`),
      fc
        .tuple(name, fc.constantFrom('==', '!='), text)
        .map(([one, operator, value]) => `$${one} ${operator} "${value}"`),
      fc
        .tuple(name, fc.constantFrom('=~', '!~'))
        .map(([one, operator]) => `$${one} ${operator} /^x/`),
    );
    const condition = fc.letrec<{ any: string }>(tie => ({
      any: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc
          .tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any'))
          .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      ),
    })).any;
    const value = fc.constantFrom<Known>('x', 'y', '', null);
    fc.assert(
      fc.property(
        condition,
        fc.tuple(value, value, value),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        (source, values, known) => {
          const conditions = new Conditions(new Work());
          const place = (one: string) => 'ABC'.indexOf(one);
          const certain = conditions.holds(source, one => values[place(one)]);
          const open = conditions.holds(source, one =>
            known[place(one)] ? values[place(one)] : UNKNOWN,
          );
          expect([certain, undefined]).toContain(open);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('joins truths as three-valued logic does', () => {
    const truth = fc.constantFrom<Truth>(true, false, undefined);
    fc.assert(
      fc.property(fc.array(truth), truths => {
        expect(not(anyOf(truths))).toBe(allOf(truths.map(not)));
        expect(anyOf(truths)).toBe(anyOf([...truths].reverse()));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('linear patterns', () => {
  it.each([
    ['^v\\d+\\.\\d+\\.\\d+$', 'v1.20.3', true],
    ['^v\\d+\\.\\d+\\.\\d+$', 'v1.20', false],
    ['^(main|master)$', 'master', true],
    ['^(?:main|master)$', 'masters', false],
    ['a{2,3}b', 'caab', true],
    ['a{2}b', 'ab', false],
    ['x*', '', true],
    ['^$', '', true],
    ['[^a-c]', 'abc', false],
    ['[\\w-]+-rc\\d?$', 'v1-rc', true],
    ['a.c', 'abc', true],
    ['colou?r', 'color', true],
    ['\\/feature', 'x/feature', true],
  ])('/%s/ on %j: %s', (source, text, found) => {
    expect(matchesText(readPattern(source, '')!, text, new Work())).toBe(found);
  });

  it.each(['(', '[', '*', 'a**', '(?<=a)b', '\\1', '[[:alpha:]]', 'a{999}{9}'])(
    'does not decide %s',
    source => expect(readPattern(source, '')).toBeUndefined(),
  );

  it('finds what the expressions of JavaScript find', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '\\w',
    );
    const count = fc.constantFrom('', '*', '+', '?', '{1,2}');
    const source = fc
      .array(fc.tuple(piece, count), { maxLength: 6 })
      .map(parts => parts.map(part => part.join('')).join(''));
    fc.assert(
      fc.property(
        source,
        fc.boolean(),
        fc.boolean(),
        fc.stringMatching(/^[abc]{0,8}$/),
        (middle, fromStart, toEnd, text) => {
          const whole = `${fromStart ? '^' : ''}${middle}${toEnd ? '$' : ''}`;
          expect(matchesText(readPattern(whole, '')!, text, new Work())).toBe(
            new RegExp(whole).test(text),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('takes the product of both lengths where others take forever', () => {
    const work = new Work();
    const before = work.stepsLeft;
    const pattern = readPattern('^(a*)*(a|a)*(a+)+b$', '')!;
    expect(matchesText(pattern, 'a'.repeat(250), work)).toBe(false);
    expect(before - work.stepsLeft).toBeLessThan(10_000);
  });

  it('is not decided where no work is left', () => {
    expect(decide('$CI_COMMIT_BRANCH =~ /a/', new Work(0))).toBeUndefined();
  });
});
