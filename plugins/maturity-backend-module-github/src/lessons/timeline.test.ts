// SPDX-License-Identifier: Apache-2.0
import { A, B, deployment, run } from '../__testUtils__/deliveries';
import { add, read } from '../__testUtils__/readShop';
import { useHost } from '../__testUtils__/useHost';
import { WorldRepository } from '../__testUtils__/world';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('lessons of other implementations about times and waits', () => {
  const host = useHost();

  async function readDeployments(parts: Partial<WorldRepository>) {
    add(host, parts);
    const byId = new Map(
      (await read(host)).deployments().map(found => [found.id, found]),
    );
    return (id: number) => byId.get(`deployment/${id}`)!;
  }

  it('1: takes the time of success, not that of the request, so that the wait is part of the lead time', async () => {
    const find = await readDeployments({
      deployments: [
        deployment(1, A, '2026-10-05T10:00:00Z', [
          'SUCCESS',
          '2026-10-05T10:05:00Z',
        ]),
        deployment(
          2,
          B,
          '2026-10-06T10:00:00Z',
          ['WAITING', '2026-10-06T10:00:00Z'],
          ['QUEUED', '2026-10-07T12:00:00Z'],
          ['IN_PROGRESS', '2026-10-07T12:00:30Z'],
          ['SUCCESS', '2026-10-07T12:05:00Z'],
        ),
      ],
      runs: [run(1, A), run(2, B)],
    });
    const { requestedAt, finishedAt, changes } = find(2);
    expect(requestedAt).toBe('2026-10-06T10:00:00.000Z');
    expect(finishedAt).toBe('2026-10-07T12:05:00.000Z');
    // Committed on 10-02 08:00: 124 h until it was live; taking the request would say 98 h.
    const hours =
      (Date.parse(finishedAt!) - Date.parse(changes![0].committedAt)) /
      3_600_000;
    expect(Math.round(hours)).toBe(124);
  });

  it('3: looks through INACTIVE to the success before', async () => {
    const find = await readDeployments({
      deployments: [
        deployment(
          1,
          A,
          '2026-10-05T10:00:00Z',
          ['SUCCESS', '2026-10-05T10:05:00Z'],
          ['INACTIVE', '2026-10-06T10:05:00Z'],
        ),
      ],
      runs: [run(1, A)],
    });
    expect(find(1)).toMatchObject({
      outcome: 'succeeded',
      finishedAt: '2026-10-05T10:05:00.000Z',
    });
  });

  it('6: keeps waiting for a person, a timer, a group and a runner apart', async () => {
    const find = await readDeployments({
      environments: [{ name: 'production', reviewers: 2, timerMinutes: 30 }],
      deployments: [
        deployment(
          1,
          A,
          '2026-10-05T10:00:00Z',
          ['WAITING', '2026-10-05T10:00:00Z'],
          ['PENDING', '2026-10-05T13:00:00Z'],
          ['QUEUED', '2026-10-05T13:10:00Z'],
          ['IN_PROGRESS', '2026-10-05T13:11:00Z'],
          ['SUCCESS', '2026-10-05T13:15:00Z'],
        ),
        deployment(
          2,
          B,
          '2026-10-06T10:00:00Z',
          ['WAITING', '2026-10-06T10:00:00Z'],
          ['IN_PROGRESS', '2026-10-06T10:30:05Z'],
          ['SUCCESS', '2026-10-06T10:35:00Z'],
        ),
      ],
      runs: [
        run(1, A, {
          actor: 1,
          reviews: [
            { state: 'APPROVED', user: 1, environments: ['production'] },
            { state: 'APPROVED', user: 2, environments: ['production'] },
          ],
        }),
        run(2, B, { actor: 1 }),
      ],
    });
    const from = '2026-10-05T10:00:00.000Z';
    expect(find(1).waits!.map(({ url: _url, ...wait }) => wait)).toEqual([
      {
        kind: 'timer',
        gate: 'production (wait timer)',
        from,
        to: '2026-10-05T10:30:00.000Z',
      },
      {
        kind: 'approval',
        gate: 'production',
        from,
        to: '2026-10-05T13:00:00.000Z',
        decision: 'approved',
        approvers: 2,
        selfApproved: true,
      },
      {
        kind: 'concurrency',
        gate: 'production (concurrency group)',
        from: '2026-10-05T13:00:00.000Z',
        to: '2026-10-05T13:10:00.000Z',
      },
      {
        kind: 'queue',
        gate: 'runner',
        from: '2026-10-05T13:10:00.000Z',
        to: '2026-10-05T13:11:00.000Z',
      },
    ]);
    expect(find(2).waits!.map(({ kind }) => kind)).toEqual(['timer']);
    // Nobody's identity is anywhere in what is stored.
    expect(JSON.stringify(find(1))).not.toMatch(/"(user|actor|login|name)"/);
  });

  it('7: leaves a gate that nobody has decided open', async () => {
    const find = await readDeployments({
      environments: [{ name: 'production', reviewers: 1 }],
      deployments: [
        deployment(1, A, '2026-11-01T10:00:00Z', [
          'WAITING',
          '2026-11-01T10:00:00Z',
        ]),
      ],
      runs: [run(1, A, { status: 'waiting', conclusion: undefined })],
    });
    expect(find(1).outcome).toBe('pending');
    expect(find(1).finishedAt).toBeUndefined();
    expect(find(1).waits).toEqual([
      expect.objectContaining({ from: '2026-11-01T10:00:00.000Z' }),
    ]);
    expect(find(1).waits![0].to).toBeUndefined();
  });
});
