// SPDX-License-Identifier: Apache-2.0
import {
  CommitTimes,
  isMarkedHotfix,
  newestChanges,
  workCommittedAt,
} from './changes';

const MERGED = '2026-10-02T10:00:00Z';

describe('workCommittedAt', () => {
  it.each<[string, Partial<CommitTimes>, string]>([
    ['its own date without a request', {}, '2026-10-02T10:01:00Z'],
    [
      'its own date where the merge came later',
      { mergedAt: '2026-10-02T12:00:00Z', authoredAt: '2026-10-01T08:00:00Z' },
      '2026-10-02T10:01:00Z',
    ],
    [
      'its own date as a merge commit',
      { mergedAt: MERGED, authoredAt: '2026-10-01T08:00:00Z', parents: 2 },
      '2026-10-02T10:01:00Z',
    ],
    [
      "the author's date where a rebase rewrote it",
      { mergedAt: MERGED, authoredAt: '2026-10-01T08:00:00Z' },
      '2026-10-01T08:00:00Z',
    ],
    [
      'the beginning of its request where a squash made it new',
      {
        mergedAt: MERGED,
        authoredAt: '2026-10-02T10:00:30Z',
        beganAt: '2026-09-30T08:00:00Z',
      },
      '2026-09-30T08:00:00Z',
    ],
    [
      'its own date where the request is said to begin after it',
      { mergedAt: MERGED, beganAt: '2026-10-03T08:00:00Z' },
      '2026-10-02T10:01:00Z',
    ],
  ])('is %s', (_name, times, expected) => {
    expect(
      workCommittedAt({
        committedAt: '2026-10-02T10:01:00Z',
        parents: 1,
        ...times,
      }),
    ).toBe(expected);
  });
});

describe('isMarkedHotfix', () => {
  const marks = { labels: ['hotfix'], branches: ['hotfix/*'] };

  it.each([
    [{ labels: ['Hotfix'] }, true],
    [{ labels: ['feature'], branch: 'hotfix/1' }, true],
    [{ labels: [], branch: 'feature/hotfix' }, false],
    [{ labels: [] }, false],
  ])('%j is %s', (request, expected) => {
    expect(isMarkedHotfix(request, marks)).toBe(expected);
  });
});

describe('newestChanges', () => {
  it('orders by commit, then by revision, and leaves the given list alone', () => {
    const change = (revision: string, day: number) => ({
      revision,
      committedAt: `2026-10-0${day}T08:00:00.000Z`,
    });
    const given = [change('c', 2), change('b', 1), change('a', 2)];
    expect(newestChanges(given).map(({ revision }) => revision)).toEqual([
      'b',
      'a',
      'c',
    ]);
    expect(given[0].revision).toBe('c');
  });
});
