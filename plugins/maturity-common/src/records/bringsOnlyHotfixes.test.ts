// SPDX-License-Identifier: Apache-2.0
import { bringsOnlyHotfixes, ChangeMarks } from './bringsOnlyHotfixes';

const change = (title: string, marked = false): ChangeMarks => ({
  title,
  marked,
});
const merge = (marked: boolean): ChangeMarks => ({
  title: 'Merge branch x',
  marked,
  merge: true,
});

describe('a deployment', () => {
  it.each<[string, ChangeMarks[], boolean]>([
    ['is a hotfix where its change is marked', [change('Fix', true)], true],
    ['is one where it reverts what was live', [change('Revert "X"')], true],
    [
      'is one where it reverts what was live by a request',
      [change('Revert "X (#12)" (#13)')],
      true,
    ],
    [
      'is one where all it brings is marked or reverts',
      [change('Revert "X"'), change('Fix', true), merge(false)],
      true,
    ],
    ['is none where it brings nothing', [], false],
    ['is none where it brings only a merge', [merge(false)], false],
    ['is one where the merge is marked', [merge(true)], true],
    [
      'is none where one change is neither',
      [change('Fix', true), change('Add totals')],
      false,
    ],
    [
      'is none where it reverts what comes with it',
      [change('X', true), change('Revert "X"')],
      false,
    ],
    [
      'is none where the revert of what comes with it is marked',
      [change('X (#12)', true), change('Revert "X (#12)" (#13)', true)],
      false,
    ],
    [
      'is none where the title of what it reverts is cut off',
      [change('A long title', true), change('Revert "A long…')],
      false,
    ],
    [
      'is none where it takes back the revert that comes with it',
      [change('Revert "X"'), change('Revert "Revert "X""')],
      false,
    ],
  ])('%s', (_, changes, expected) => {
    expect(bringsOnlyHotfixes(changes)).toBe(expected);
    expect(bringsOnlyHotfixes([...changes].reverse())).toBe(expected);
  });
});
