// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
  NOW,
} from '../__testUtils__/collectAll';
import { useHost } from '../__testUtils__/useHost';
import { repository, sha, WorldRun } from '../__testUtils__/world';

const [A, B] = ['a', 'b'].map(sha);
const COMMITS = [
  { oid: A, committedDate: '2026-10-01T08:00:00Z', parents: [] },
];
const CONFIG = {
  deployments: [{ recognize: 'workflow-runs', workflows: ['*/deploy.yml'] }],
};

jest.setTimeout(60_000);

function run(id: number, createdAt: string, parts: Partial<WorldRun> = {}) {
  return {
    id,
    workflowId: 1,
    path: '.github/workflows/deploy.yml',
    event: 'push',
    headSha: A,
    status: 'completed',
    conclusion: 'success',
    createdAt,
    updatedAt: createdAt,
    ...parts,
  };
}

describe('workflow runs as deployments', () => {
  const host = useHost();

  it('are all read where GitHub shows only 1,000 of a list, and in full pages', async () => {
    const count = 3_450;
    const start = Date.parse(NOW) - 100 * 24 * 3_600_000;
    host.add(
      repository('acme/shop', {
        createdAt: '2026-08-01T00:00:00Z',
        commits: COMMITS,
        runs: Array.from({ length: count }, (_, index) =>
          run(index + 1, new Date(start + index * 2_000_000).toISOString()),
        ),
      }),
    );
    const sink = new MemorySink();
    const read = (now = NOW, since?: string) =>
      collectAll({
        collector: createCollector(host.url, CONFIG),
        entities: [component('acme/shop')],
        sink,
        now,
        since,
      });
    const askedJobs = () =>
      host.requests.filter(({ path }) => path.endsWith('/jobs'));
    await read();
    expect(sink.deployments()).toHaveLength(count);
    const [provisioning] = sink.provisionings();
    expect(provisioning).toMatchObject({
      firstGreenBuildAt: new Date(start).toISOString(),
    });
    const lists = host.requests.filter(
      ({ path, query }) =>
        path.endsWith('/actions/runs') && query.get('per_page') === '100',
    );
    expect(lists.length).toBeLessThanOrEqual(count / 100 + 4);
    expect(askedJobs()).toHaveLength(300);
    const message = () =>
      sink.statuses.get('component:default/shop')!.message ?? '';
    expect(message()).toMatch(/3150 deployments up to .* still to be asked/);
    const find = (id: number) =>
      sink.deployments().find(found => found.id === `run/${id}/1`)!;
    expect(find(1).waits).toBeUndefined();

    // What ended and was read is not asked about again, and what is new is compared with it; of what was left a part is.
    host.requests.length = 0;
    const repo = host.world.get('acme/shop')!;
    repo.commits.push({ oid: B, committedDate: NOW, parents: [A] });
    repo.runs.push(run(count + 1, NOW, { headSha: B }));
    await read('2026-11-22T00:15:00Z');
    const asked = askedJobs().map(({ path }) => Number(path.split('/')[6]));
    expect(asked[0]).toBe(count + 1);
    expect(asked.slice(1, 4)).toEqual([3150, 3149, 3148]);
    expect(asked.length).toBeLessThanOrEqual(101);
    expect(sink.deployments()).toHaveLength(count + 1);
    expect(find(count + 1).changes).toEqual([
      expect.objectContaining({ revision: B }),
    ]);

    // Until it is so long ago that nobody looks.
    await read('2027-06-01T00:00:00Z', '2026-12-01T00:00:00Z');
    expect(message()).toBe('');
  });

  it('are read again when they are started again, or go on', async () => {
    const waiting = run(1, '2026-11-20T08:00:00Z', {
      status: 'in_progress',
      conclusion: undefined,
    });
    const failed = run(2, '2026-11-20T09:00:00Z', { conclusion: 'failure' });
    host.add(
      repository('acme/shop', { commits: COMMITS, runs: [waiting, failed] }),
    );
    const sink = new MemorySink();
    const outcomes = async () => {
      await collectAll({
        collector: createCollector(host.url, CONFIG),
        entities: [component('acme/shop')],
        sink,
      });
      return Object.fromEntries(
        sink.deployments().map(({ id, outcome }) => [id, outcome]),
      );
    };
    expect(await outcomes()).toEqual({
      'run/1/1': 'pending',
      'run/2/1': 'failed',
    });
    waiting.status = 'completed';
    waiting.conclusion = 'success';
    failed.attempt = 2;
    failed.earlier = [
      {
        conclusion: 'failure',
        startedAt: failed.createdAt,
        updatedAt: failed.updatedAt,
      },
    ];
    Object.assign(failed, {
      status: 'completed',
      conclusion: 'success',
      startedAt: '2026-11-21T09:00:00Z',
      updatedAt: '2026-11-21T09:05:00Z',
    });
    expect(await outcomes()).toEqual({
      'run/1/1': 'succeeded',
      'run/2/1': 'failed',
      'run/2/2': 'succeeded',
    });
  });

  it('are seen to end behind a hundred newer ones', async () => {
    const waiting = run(1, '2026-11-20T08:00:00Z', {
      status: 'waiting',
      conclusion: undefined,
    });
    const tests = Array.from({ length: 100 }, (_, index) =>
      run(index + 2, '2026-11-20T09:00:00Z', { path: 'test.yml' }),
    );
    host.add(
      repository('acme/shop', { commits: COMMITS, runs: [waiting, ...tests] }),
    );
    const sink = new MemorySink();
    const read = () =>
      collectAll({
        collector: createCollector(host.url, CONFIG),
        entities: [component('acme/shop')],
        sink,
      });
    await read();
    host.requests.length = 0;
    await read();
    // A look, whether it went on, and whether the list is another.
    expect(host.requests).toHaveLength(3);

    Object.assign(waiting, {
      status: 'completed',
      conclusion: 'success',
      updatedAt: '2026-11-21T08:00:00Z',
    });
    await read();
    expect(sink.deployments()).toEqual([
      expect.objectContaining({ outcome: 'succeeded' }),
    ]);
    host.requests.length = 0;
    await read();
    expect(host.requests).toHaveLength(2);
  });

  it('keep the wait for a person apart from that for a runner, and what was rejected from what failed', async () => {
    const jobs = [
      {
        name: 'build',
        status: 'completed',
        createdAt: '2026-10-10T08:00:00Z',
        startedAt: '2026-10-10T08:00:20Z',
      },
      {
        name: 'release',
        status: 'completed',
        createdAt: '2026-10-10T08:10:00Z',
        startedAt: '2026-10-10T11:10:00Z',
      },
    ];
    const reviews = (state: 'APPROVED' | 'REJECTED') => [
      { state, user: 2, environments: ['production'] },
    ];
    host.add(
      repository('acme/shop', {
        commits: COMMITS,
        environments: [{ name: 'production', reviewers: 1 }],
        runs: [
          run(1, '2026-10-10T08:00:00Z', {
            jobs,
            reviews: reviews('APPROVED'),
          }),
          run(2, '2026-10-11T08:00:00Z', {
            jobs,
            reviews: reviews('REJECTED'),
            conclusion: 'failure',
          }),
        ],
      }),
    );
    const sink = await collectAll({
      collector: createCollector(host.url, CONFIG),
      entities: [component('acme/shop')],
    });
    const byId = new Map(sink.deployments().map(found => [found.id, found]));
    expect(byId.get('run/1/1')).toMatchObject({ outcome: 'succeeded' });
    expect(byId.get('run/1/1')!.waits).toEqual([
      expect.objectContaining({
        kind: 'queue',
        to: '2026-10-10T08:00:20.000Z',
      }),
      expect.objectContaining({
        kind: 'approval',
        decision: 'approved',
        approvers: 1,
        to: '2026-10-10T11:10:00.000Z',
      }),
    ]);
    expect(byId.get('run/2/1')).toMatchObject({
      outcome: 'rejected',
      waits: expect.arrayContaining([
        expect.objectContaining({ kind: 'approval', decision: 'rejected' }),
      ]),
    });
  });
});
