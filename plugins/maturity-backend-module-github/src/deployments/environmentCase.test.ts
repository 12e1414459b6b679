// SPDX-License-Identifier: Apache-2.0
import { A, B, deployment, run } from '../__testUtils__/deliveries';
import { add, read } from '../__testUtils__/readShop';
import { useHost } from '../__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('an environment that is called in two cases', () => {
  const host = useHost();

  it('has one set of rules and one history', async () => {
    add(host, {
      environments: [{ name: 'production', timerMinutes: 30 }],
      deployments: [
        {
          ...deployment(
            1,
            A,
            '2026-10-10T09:00:00Z',
            ['WAITING', '2026-10-10T09:00:01Z'],
            ['QUEUED', '2026-10-10T09:30:02Z'],
            ['SUCCESS', '2026-10-10T09:31:00Z'],
          ),
          environment: 'Production',
        },
        {
          ...deployment(
            2,
            B,
            '2026-10-12T09:00:00Z',
            ['WAITING', '2026-10-12T09:00:01Z'],
            ['QUEUED', '2026-10-12T09:30:02Z'],
            ['SUCCESS', '2026-10-12T09:31:00Z'],
          ),
          environment: 'production',
        },
      ],
      runs: [run(1, A), run(2, B)],
    });

    const found = (await read(host)).deployments();

    const waits = found.map(({ waits: own }) =>
      own!.map(({ kind }) => kind).filter(kind => kind !== 'queue'),
    );
    expect(waits).toEqual([['timer'], ['timer']]);
    const second = found.find(({ id }) => id === 'deployment/2')!;
    expect(second.changes).toHaveLength(1);
  });
});
