// SPDX-License-Identifier: Apache-2.0
import { A, B, COMMITS, live } from './__testUtils__/deliveries';
import { add, read } from './__testUtils__/readShop';
import { useHost } from './__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('what is watched until it is known', () => {
  const host = useHost();

  it('finds the first green run of a new repository where nothing else happens', async () => {
    const repo = add(host, { createdAt: '2026-11-20T00:00:00Z' });
    const sink = await read(host);
    repo.runs.push({
      id: 1,
      workflowId: 1,
      path: '.github/workflows/ci.yml',
      event: 'push',
      headSha: A,
      status: 'completed',
      conclusion: 'success',
      createdAt: '2026-11-22T01:00:00Z',
      updatedAt: '2026-11-22T01:05:00Z',
    });
    await read(host, { sink, now: '2026-11-22T02:00:00Z' });
    expect(sink.provisionings()).toEqual([
      expect.objectContaining({
        firstGreenBuildAt: '2026-11-22T01:05:00.000Z',
      }),
    ]);
    host.requests.length = 0;
    await read(host, { sink, now: '2026-11-22T04:00:00Z' });
    expect(host.requests).toHaveLength(1);
  });

  it('watches releases that wait among hundreds of previews that never end', async () => {
    const waiting = live(1, A, 10, {
      statuses: [{ state: 'WAITING', at: '2026-11-10T10:00:00Z' }],
      createdAt: '2026-11-10T10:00:00Z',
    });
    const previews = Array.from({ length: 700 }, (_, index) =>
      live(index + 2, B, 12, {
        environment: `pr-${index}`,
        createdAt: new Date(
          Date.parse('2026-11-11T00:00:00Z') + index * 60_000,
        ).toISOString(),
        statuses: [],
      }),
    );
    // In the part of a long read that is handed over first.
    const early = live(1_000, B, 11, {
      createdAt: '2026-11-11T10:00:30Z',
      statuses: [{ state: 'WAITING', at: '2026-11-11T10:00:30Z' }],
    });
    add(host, { deployments: [waiting, early, ...previews] });
    const sink = await read(host);
    for (const { statuses } of [waiting, early]) {
      statuses.push({ state: 'SUCCESS', at: '2026-11-22T00:10:00Z' });
    }
    await read(host, { sink, now: '2026-11-22T00:15:00Z' });
    const releases = sink
      .deployments()
      .filter(({ environment }) => environment === 'production');
    expect(releases.map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'succeeded',
    ]);
  });

  it('knows the runs behind a run that somebody deleted', async () => {
    const days = [10, 11, 12, 13];
    const run = (id: number) => ({
      id,
      workflowId: 1,
      path: '.github/workflows/deploy.yml',
      event: 'workflow_dispatch',
      headSha: A,
      status: 'completed',
      conclusion: 'success',
      createdAt: `2026-10-${days[id - 1]}T09:59:00Z`,
      updatedAt: `2026-10-${days[id - 1]}T10:00:00Z`,
    });
    add(host, {
      deployments: days.map((day, index) =>
        live(index + 1, COMMITS[index].oid, day, { runId: index + 1 }),
      ),
      runs: [run(1), run(2), run(3)],
    });
    const sink = await read(host);
    expect(
      sink.deployments().filter(({ trigger }) => trigger === 'manual'),
    ).toHaveLength(3);
  });
});
