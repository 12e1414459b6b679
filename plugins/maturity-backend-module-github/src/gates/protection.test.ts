// SPDX-License-Identifier: Apache-2.0
import { component } from '../__testUtils__/collectAll';
import { A, COMMITS, live } from '../__testUtils__/deliveries';
import { add, read, REF } from '../__testUtils__/readShop';
import { questionOf } from '../__testUtils__/StandInHost';
import { useHost } from '../__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('protection rules', () => {
  const host = useHost();

  it('looks at the protection rules of unchanged repositories with one query a day, and reads the one that has others', async () => {
    const slugs = Array.from({ length: 100 }, (_, index) => `acme/r-${index}`);
    slugs.forEach(slug =>
      add(host, { environments: [{ name: 'production' }] }, slug),
    );
    const entities = slugs.map(slug => component(slug));
    const sink = await read(host, { entities });
    host.requests.length = 0;
    await read(host, { sink, entities, now: '2026-11-23T00:15:00Z' });
    // 1/50 of a request for each.
    expect(host.requests).toHaveLength(2);
    host.requests.length = 0;
    await read(host, { sink, entities, now: '2026-11-23T00:30:00Z' });
    expect(host.requests).toHaveLength(1);

    host.world.get('acme/r-7')!.environments[0].reviewers = 2;
    // Too much for the host at once.
    host.fault = request => {
      const question = questionOf(request);
      return question?.query.startsWith('query Gates') &&
        Object.keys(question.variables).length > 100
        ? { status: 502, body: { message: 'Bad gateway' } }
        : undefined;
    };
    await read(host, { sink, entities, now: '2026-11-24T00:30:00Z' });
    const gatesOf = (name: string) =>
      (sink.pipelines.get(`component:default/${name}`) ?? []).flatMap(
        ({ gates }) => gates,
      );
    expect(gatesOf('r-7')).toEqual([
      expect.objectContaining({ kind: 'required-reviewers', reviewers: 2 }),
    ]);
    expect(gatesOf('r-8')).toEqual([]);
  });

  it('finds the gates of production behind those of many pull requests', async () => {
    add(host, {
      environments: [
        ...Array.from({ length: 230 }, (_, index) => ({ name: `pr-${index}` })),
        { name: 'production', reviewers: 1 },
      ],
    });
    const sink = await read(host);
    expect(sink.pipelines.get(REF)).toEqual([
      expect.objectContaining({
        gatesComplete: true,
        gates: [expect.objectContaining({ environment: 'production' })],
      }),
    ]);
  });

  it('names the app whose rule held a deployment, as a gate and as what was waited for', async () => {
    const held = (id: number, day: number, environment: string) =>
      live(id, COMMITS[id - 1].oid, day, {
        environment,
        runId: id,
        statuses: [
          { state: 'WAITING', at: `2026-10-${day}T10:00:00Z` },
          { state: 'QUEUED', at: `2026-10-${day}T12:00:00Z` },
          { state: 'SUCCESS', at: `2026-10-${day}T12:05:00Z` },
        ],
      });
    const repo = add(host, {
      environments: [
        { name: 'production', apps: ['change-board'] },
        { name: 'emea', reviewers: 1, apps: ['change-board'] },
      ],
      deployments: [held(1, 10, 'production'), held(2, 11, 'emea')],
    });
    const sink = await read(host);
    const approvals = sink
      .deployments()
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ waits }) => waits!.find(({ kind }) => kind === 'approval')!);
    expect(approvals[0]).toMatchObject({
      gate: 'production (change-board)',
      to: '2026-10-10T12:00:00.000Z',
    });
    // An app's consent is nobody's decision.
    expect(approvals[0].decision).toBeUndefined();
    expect(approvals[1]).toMatchObject({ gate: 'emea', decision: 'approved' });
    const gates = () =>
      sink.pipelines.get(REF)!.flatMap(({ gates: found }) => found);
    expect(gates()).toContainEqual({
      environment: 'production',
      kind: 'approval-action',
      gate: 'production (change-board)',
    });

    repo.environments[0].apps = [];
    await read(host, { sink, now: '2026-11-23T00:30:00Z' });
    expect(gates().map(({ environment }) => environment)).toEqual(['emea']);
  });

  it('finds the wait of a host that never says WAITING in the decisions on its runs', async () => {
    const quick = (id: number, day: number) =>
      live(id, COMMITS[id - 1].oid, day, {
        runId: id,
        statuses: [
          { state: 'IN_PROGRESS', at: `2026-10-${day}T13:00:00Z` },
          { state: 'SUCCESS', at: `2026-10-${day}T13:05:00Z` },
        ],
      });
    const run = (id: number) => ({
      id,
      workflowId: 1,
      path: '.github/workflows/deploy.yml',
      event: 'push',
      headSha: A,
      status: 'completed',
      conclusion: 'success',
      createdAt: '2026-10-09T10:00:00Z',
      updatedAt: '2026-10-12T10:00:00Z',
    });
    add(host, {
      environments: [{ name: 'production', reviewers: 1 }],
      deployments: [quick(1, 10), quick(2, 11)],
      runs: [
        {
          ...run(1),
          reviews: [
            { state: 'APPROVED', user: 2, environments: ['production'] },
          ],
        },
        run(2),
      ],
    });
    const sink = await read(host);
    const [first, second] = sink
      .deployments()
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(first.waits).toEqual([
      expect.objectContaining({
        kind: 'approval',
        decision: 'approved',
        from: '2026-10-10T10:00:00.000Z',
        to: '2026-10-10T13:00:00.000Z',
      }),
    ]);
    expect(second.waits).toEqual([]);
  });
});
