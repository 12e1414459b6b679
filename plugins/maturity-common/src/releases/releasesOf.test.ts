// SPDX-License-Identifier: Apache-2.0
import { approval, deployment, hoursAgo, NOW } from '../__testUtils__/records';
import { DEFAULT_TIER_PATTERNS, Deployment } from '../records';
import { releasesOf } from './releasesOf';
import { Release } from './types';
import { viewDeployment } from './viewDeployment';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function releases(deployments: Deployment[], within = DAY): Release[] {
  const views = deployments.flatMap(
    item => viewDeployment(item, Date.parse(NOW), DEFAULT_TIER_PATTERNS) ?? [],
  );
  return releasesOf(views, within);
}

/** A deployment of a revision that began and ended some hours ago. */
const part = (
  revision: string | undefined,
  began: number,
  ended: number | undefined,
  members: Partial<Deployment> = {},
): Deployment =>
  deployment(ended ?? 0, {
    ...(revision && { revision }),
    requestedAt: hoursAgo(began),
    startedAt: hoursAgo(began),
    finishedAt: ended === undefined ? undefined : hoursAgo(ended),
    ...(ended === undefined && { outcome: 'pending' }),
    ...members,
  });
const run = (
  id: string,
  more: Partial<NonNullable<Deployment['pipeline']>> = {},
) => ({ pipeline: { run: id, ...more } });
const eu = { environment: 'production-eu' };
const us = { environment: 'production-us' };
const failed = { outcome: 'failed' as const };

/** `outcome(number of parts)` of each release; redeployments and rollbacks marked. */
function summary(found: Release[]): string[] {
  return found.map(({ outcome, parts, redeployment, rollback }) =>
    [
      `${outcome}(${parts.length})`,
      ...(redeployment ? ['again'] : []),
      ...(rollback ? ['back'] : []),
    ].join(' '),
  );
}

describe('one release', () => {
  it.each<[string, Deployment[], string]>([
    [
      'is what three jobs of one run do that name the environment',
      [
        part('a', 30, 29.9, run('1')),
        part('a', 29.8, 29.7, run('1')),
        part('a', 29.6, 29.5, run('1')),
      ],
      'succeeded(3)',
    ],
    [
      'is what jobs do that follow one another where no run is known',
      [part('a', 30, 29.9), part('a', 29.8, 29.7), part('a', 29.7, 29)],
      'succeeded(3)',
    ],
    [
      'goes to regions with the same revision',
      [part('a', 30, 29, eu), part('a', 28, 27, us)],
      'succeeded(2)',
    ],
    [
      'goes to regions with the same version where no revision is known',
      [
        part(undefined, 30, 29, { ...eu, version: '1.0' }),
        part(undefined, 28, 27, { ...us, version: '1.0' }),
      ],
      'succeeded(2)',
    ],
    [
      'goes to regions in waves, each up to 24 h after the one before',
      [
        part('a', 100, 99, eu),
        part('a', 75, 74, us),
        part('a', 50, 49, { environment: 'production-ap' }),
      ],
      'succeeded(3)',
    ],
    [
      'is a canary and then the rest',
      [
        part('a', 30, 29, { environment: 'production-canary' }),
        part('a', 28, 27),
      ],
      'succeeded(2)',
    ],
    [
      'has a canary that is no production by its tier',
      [part('a', 30, 29, { environment: 'canary' }), part('a', 28, 27)],
      'succeeded(2)',
    ],
    [
      'is a parent and its child pipelines',
      [
        part('a', 30, 29, { ...eu, ...run('10') }),
        part('b', 28, 27, { ...us, ...run('11', { parent: '10' }) }),
        part('b', 28, 27, {
          environment: 'production-ap',
          ...run('12', { parent: '11' }),
        }),
      ],
      'succeeded(3)',
    ],
    [
      'is retried by a further attempt of its run',
      [
        part('a', 30, 29, { ...run('1', { attempt: 1 }), ...failed }),
        part('a', 28, 27, run('1', { attempt: 2 })),
      ],
      'succeeded(2)',
    ],
    [
      'is retried by another run of the revision',
      [
        part('a', 30, 29, { ...run('1'), ...failed }),
        part('a', 20, 19, run('2')),
      ],
      'succeeded(2)',
    ],
    [
      'is retried as a whole where one region failed',
      [
        part('a', 30, 29, { ...eu, ...run('1') }),
        part('a', 30, 29, { ...us, ...run('1'), ...failed }),
        part('a', 20, 19, { ...eu, ...run('2') }),
        part('a', 20, 19, { ...us, ...run('2') }),
      ],
      'succeeded(4)',
    ],
    [
      'is told by two sources in their words',
      [
        part('ABC', 30, 29, { source: 'github.com' }),
        part('abc', 29, 28.9, { source: 'cd', environment: ' Production ' }),
      ],
      'succeeded(2)',
    ],
    [
      'is not parted by an older one that comes to a region only now',
      [
        part('old', 40, 39, eu),
        part('old', 29, 28, us),
        part('a', 30, 29.5, eu),
        part('a', 27, 26, us),
      ],
      'succeeded(2)',
    ],
  ])('%s', (_, deployments, expected) => {
    const found = releases([...deployments].reverse());
    const last = found[found.length - 1];
    expect(summary([last])).toEqual([expected]);
    expect(
      found.filter(({ lead }) => lead.deployment.revision === 'a').length,
    ).toBeLessThan(2);
  });
});

describe('releases of their own', () => {
  it.each<[string, Deployment[], string[]]>([
    [
      'are runs without a revision',
      [part(undefined, 30, 29, run('1')), part(undefined, 28, 27, run('2'))],
      ['succeeded(1)', 'succeeded(1)'],
    ],
    [
      'are parts that begin more than 24 h after the one before',
      [part('a', 60, 59, eu), part('a', 34.9, 34, us)],
      ['succeeded(1)', 'succeeded(1)'],
    ],
    [
      'are an old run and its attempt after another revision went live',
      [
        part('a', 50, 49, run('1', { attempt: 1 })),
        part('b', 40, 39, run('2')),
        part('a', 30, 29, run('1', { attempt: 2 })),
      ],
      ['succeeded(1)', 'succeeded(1)', 'succeeded(1) back'],
    ],
    [
      'are an old run and its attempt where attempts are not told',
      [
        part('a', 50, 49, run('1')),
        part('b', 40, 39, run('2')),
        part('a', 30, 29, run('1')),
      ],
      ['succeeded(1)', 'succeeded(1)', 'succeeded(1) back'],
    ],
    [
      'are tries of a revision between which another one began',
      [part('a', 50, 49, failed), part('b', 40, 39, failed), part('a', 30, 29)],
      ['failed(1)', 'failed(1)', 'succeeded(1)'],
    ],
    [
      'are a return to what was live before, without a word from its source',
      [part('a', 50, 49), part('b', 40, 39), part('a', 30, 29)],
      ['succeeded(1)', 'succeeded(1)', 'succeeded(1) back'],
    ],
    [
      'are the way forward after a rollback, which is none',
      [
        part('a', 90, 89),
        part('b', 80, 79),
        part('a', 50, 49),
        part('b', 20, 19),
      ],
      ['succeeded(1)', 'succeeded(1)', 'succeeded(1) back', 'succeeded(1)'],
    ],
    [
      'are two revisions of one version, a tag that moved',
      [
        part('a', 30, 29, { ...eu, version: 'latest' }),
        part('b', 28, 27, { ...us, version: 'latest' }),
      ],
      ['succeeded(1)', 'succeeded(1)'],
    ],
  ])('%s', (_, deployments, expected) => {
    expect(summary(releases([...deployments].reverse()))).toEqual(expected);
  });

  it('are all deployments where grouping is switched off', () => {
    const parts = [
      part('a', 30, 29, { ...eu, ...run('1') }),
      part('a', 30, 28, { ...us, ...run('1') }),
    ];
    expect(summary(releases(parts, 0))).toEqual([
      'succeeded(1)',
      'succeeded(1)',
    ]);
  });

  it('are runs of one number in two sources', () => {
    const parts = [
      part('a', 30, 29, { source: 'x', ...run('1') }),
      part('b', 28, 27, { source: 'y', ...run('1') }),
    ];
    expect(releases(parts)).toHaveLength(2);
  });
});

describe('the outcome', () => {
  const canceled = { outcome: 'canceled' as const };
  const superseded = { outcome: 'superseded' as const };

  it.each<[string, Deployment[], string]>([
    [
      'is failed where the last try of a job failed',
      [
        part('a', 30, 29, run('1')),
        part('a', 30, 29, { ...run('1'), ...failed }),
        part('a', 30, 28, run('1')),
      ],
      'failed(3)',
    ],
    [
      'is failed where one job of an attempt failed and the next one ran',
      [
        part('a', 30, 29, { ...run('1', { attempt: 1 }), ...failed }),
        part('a', 28, 27, run('1', { attempt: 1 })),
      ],
      'failed(2)',
    ],
    [
      'is failed where only one of two failed jobs was tried again',
      [
        part('a', 30, 29, { ...run('1', { attempt: 1 }), ...failed }),
        part('a', 30, 29, { ...run('1', { attempt: 1 }), ...failed }),
        part('a', 28, 27, run('1', { attempt: 2 })),
      ],
      'failed(3)',
    ],
    [
      'is failed where another job than the failed one is tried again',
      [
        part('a', 30, 29, { ...run('1', { job: 'x' }), ...failed }),
        part('a', 28, 27, run('2', { job: 'y' })),
      ],
      'failed(2)',
    ],
    [
      'is failed where a part failed and another one is open',
      [
        part('a', 30, 29, { ...eu, ...run('1'), ...failed }),
        part('a', 30, undefined, { ...us, ...run('1') }),
      ],
      'failed(2)',
    ],
    [
      'is open while a part is open',
      [
        part('a', 30, 29, { ...eu, ...run('1') }),
        part('a', 30, undefined, { ...us, ...run('1') }),
      ],
      'pending(2)',
    ],
    [
      'is open after the canary alone',
      [part('a', 30, 29, { environment: 'production-canary' })],
      'pending(1)',
    ],
    [
      'is open after a job that calls itself the canary',
      [part('a', 30, 29, run('1', { job: 'deploy canary' }))],
      'pending(1)',
    ],
    [
      'is failed where the canary failed',
      [part('a', 30, 29, { environment: 'production-canary', ...failed })],
      'failed(1)',
    ],
    [
      'is canceled where one region was not reached',
      [
        part('a', 30, 29, { ...eu, ...run('1'), ...canceled }),
        part('a', 30, 28, { ...us, ...run('1') }),
      ],
      'canceled(2)',
    ],
    [
      'is a success where what it replaced in its own run is superseded',
      [
        part('a', 30, 28, { ...run('1'), ...superseded }),
        part('a', 30, 29, run('1')),
      ],
      'succeeded(2)',
    ],
    [
      'is that of its only part',
      [part('a', 30, 29, { outcome: 'rejected' })],
      'rejected(1)',
    ],
  ])('%s', (_, deployments, expected) => {
    expect(summary(releases(deployments))).toEqual([expected]);
  });
});

describe('a redeployment', () => {
  it('deploys what is live, and neither joins nor prolongs its release', () => {
    const first = part('a', 30, 29, {
      ...run('1'),
      changes: [{ revision: 'a', committedAt: hoursAgo(40) }],
    });
    const nightly = [part('a', 20, 19, run('2')), part('a', 10, 9, run('3'))];
    const found = releases([part('0', 60, 59), first, ...nightly]);
    expect(summary(found)).toEqual([
      'succeeded(1)',
      'succeeded(1)',
      'succeeded(2) again',
    ]);
    expect(found[1].finished).toBe(Date.parse(hoursAgo(29)));
  });

  it('is none where it brings changes, goes to a further region, or names no revision', () => {
    const live = part('a', 90, 89, eu);
    const change = { changes: [{ revision: 'x', committedAt: hoursAgo(9) }] };
    const later = (members: Partial<Deployment>) =>
      releases([live, part('a', 10, 9, members)])[1].redeployment;
    expect(later(eu)).toBe(true);
    expect(later({ ...eu, ...change })).toBe(false);
    expect(later(us)).toBe(false);
    expect(later({ ...eu, revision: undefined })).toBe(false);
  });

  it.each<[string, Deployment[]]>([
    [
      'all jobs of a run that succeeded are run again',
      [
        part('a', 30, 29, run('1', { attempt: 1 })),
        part('a', 20, 19, run('1', { attempt: 2 })),
      ],
    ],
    [
      'a job that succeeded is run again',
      [
        part('a', 30, 29, run('1', { job: 'deploy' })),
        part('a', 20, 19, run('1', { job: 'deploy' })),
      ],
    ],
    [
      'a chain of events deploys the same the day after',
      [part('a', 60, 59, run('1')), part('a', 34, 33, run('1'))],
    ],
  ])('is one where %s', (_, deployments) => {
    expect(summary(releases(deployments))).toEqual([
      'succeeded(1)',
      'succeeded(1) again',
    ]);
  });

  it('is one also where it failed', () => {
    expect(
      summary(releases([part('a', 90, 89), part('a', 10, 9, failed)])),
    ).toEqual(['succeeded(1)', 'failed(1) again']);
  });
});

describe('what a release is made of', () => {
  it('begins with the first request, ends with the last part, and unites waits and changes', () => {
    const change = (revision: string) => ({
      revision,
      committedAt: hoursAgo(50),
    });
    const [release] = releases([
      part('a', 30, 29, {
        ...eu,
        waits: [approval(30, 28)],
        changes: [change('x'), change('y')],
      }),
      part('a', 28, 20, {
        ...us,
        waits: [approval(29, 27)],
        changes: [change('y'), change('z')],
        truncated: true,
      }),
    ]);
    expect(release).toMatchObject({
      begin: Date.parse(hoursAgo(30)),
      finished: Date.parse(hoursAgo(20)),
      approvals: [
        { from: Date.parse(hoursAgo(30)), to: Date.parse(hoursAgo(27)) },
      ],
      environments: ['production-eu', 'production-us'],
      truncated: true,
    });
    expect(release.changes.map(({ change: { revision } }) => revision)).toEqual(
      ['x', 'y', 'z'],
    );
  });

  it('is a hotfix only where no part brings anything else', () => {
    const brings = (hotfix: boolean) => ({
      hotfix,
      changes: [{ revision: String(hotfix), committedAt: hoursAgo(50) }],
    });
    const isHotfix = (other: Partial<Deployment>) =>
      releases([
        part('a', 30, 29, { ...eu, ...brings(true) }),
        part('a', 30, 29, { ...us, ...other }),
      ])[0].hotfix;
    expect(isHotfix(brings(true))).toBe(true);
    expect(isHotfix({ hotfix: false, changes: [] })).toBe(true);
    expect(isHotfix(brings(false))).toBe(false);
  });
});
