// SPDX-License-Identifier: Apache-2.0
import { conditionHolds, evaluateExpression } from './expressions';

const inputs = { yes: true, no: false, word: 'Full', empty: '', two: 2 };

describe('evaluateExpression', () => {
  it.each([
    ['inputs.yes', true],
    ['${{ inputs.yes }}', true],
    ['INPUTS.Yes', true],
    ["inputs['no']", false],
    ["inputs.word == 'full'", true],
    ["inputs.word != 'full'", false],
    ["inputs.word == 'it''s'", false],
    ['inputs.two == 2', true],
    ["inputs.two == '2'", true],
    ['!inputs.no', true],
    ['!(inputs.yes && inputs.no)', true],
    ['inputs.no || inputs.yes', true],
    ['inputs.missing', ''],
    ["github.event_name == 'push'", true],
    ['always() && inputs.no', false],
    // What only a run can tell stays open, unless the rest decides.
    // A job runs after its neighbors went well, unless it says otherwise.
    ['success()', true],
    ['failure()', undefined],
    ['github.ref', undefined],
    ['github.ref && inputs.no', false],
    ['inputs.no && github.ref', false],
    // True either way, but which of the two values it is, only a run can tell.
    ['github.ref || inputs.yes', undefined],
    ['github.ref || inputs.no', undefined],
    ['github.ref == inputs.word', undefined],
    ['!github.ref', undefined],
    ["contains(inputs.word, 'x') && inputs.no", false],
    ['inputs.two > 1', true],
    ['github.run_number > 1', undefined],
    ['inputs.yes &&', undefined],
    ['((', undefined],
    ['${{ inputs.yes }} and ${{ inputs.no }}', 'true and false'],
    ['${{ inputs.yes }} and ${{ github.ref }}', undefined],
    [`${'('.repeat(5000)}`, undefined],
    [`${'!'.repeat(1500)}inputs.yes`, undefined],
    ['a b', undefined],
    ['"double"', undefined],
  ])('%s is %s', (source, value) => {
    expect(
      evaluateExpression(source, { inputs, closed: true, event: 'push' }),
    ).toBe(value);
  });

  it('knows nothing of inputs outside a called workflow', () => {
    const scope = { inputs: {}, closed: false };
    expect(evaluateExpression('inputs.any', scope)).toBeUndefined();
    expect(conditionHolds('inputs.any', scope)).toBe(true);
    expect(conditionHolds('inputs.any && false', scope)).toBe(false);
    expect(conditionHolds(undefined, scope)).toBe(true);
  });
});
