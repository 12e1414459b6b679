// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { MaturityApi } from '@delivery-maturity/backstage-plugin-maturity-common';
import { ExampleEntityProvider } from './ExampleEntityProvider';
import { ExampleOrganization } from './ExampleOrganization';
import { ExampleState, ExampleStore } from './ExampleStore';

const MINUTE = 60_000;
const nothing = () => {};
const logger: LoggerService = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => logger,
};

/** What the public API was asked for, in order. */
function createPortal() {
  const calls: { call: string; values: unknown[] }[] = [];
  const answers: Partial<Record<keyof MaturityApi, unknown>> = {
    getSources: { entities: { total: 100 }, backlog: 0 },
    evaluate: { id: 'run', state: 'done' },
    requestWaiver: { id: 'waiver' },
  };
  const client = new Proxy({} as MaturityApi, {
    get:
      (_, call: keyof MaturityApi) =>
      async (...values: unknown[]) => {
        calls.push({ call, values });
        return answers[call] ?? {};
      },
  });
  const of = (call: keyof MaturityApi) =>
    calls.filter(one => one.call === call).map(({ values }) => values);
  return { client, calls, of };
}

describe('ExampleOrganization', () => {
  let stored: ExampleState | undefined;
  let now: number;

  function create(client: MaturityApi) {
    return new ExampleOrganization({
      client,
      provider: new ExampleEntityProvider(),
      store: {
        read: async () => structuredClone(stored),
        write: async (state: ExampleState) => {
          stored = structuredClone(state);
        },
      } as ExampleStore,
      logger,
      now: () => now,
      sleep: async () => {},
    });
  }

  beforeEach(() => {
    stored = undefined;
    now = Date.parse('2026-11-20T12:00:00Z');
  });

  it('tells half a year through the public API, and goes on from there after a restart', async () => {
    const { client, of, calls } = createPortal();
    await create(client).start();
    expect(of('putTemplate').map(([id]) => id)).toEqual([
      'service-delivery',
      'batch-delivery',
    ]);
    const replays = of('evaluate').map(
      ([body]) => (body as { replay: { from: string; to: string } }).replay,
    );
    expect(replays[0].from).toBe('2026-05-24T12:00:00.000Z');
    expect(replays[replays.length - 1].to).toBe('2026-11-20T12:00:00.000Z');
    expect(of('decideWaiver')).toEqual([['waiver', 'approved']]);
    // Of who went silent nothing was seen since.
    const seen = of('putPipelines').filter(
      ([ref]) => ref === 'component:default/label-printer',
    );
    expect(seen).toHaveLength(1);

    calls.length = 0;
    now += 10 * MINUTE;
    const again = create(client);
    await again.start();
    expect(calls).toEqual([]);
    await again.tick();
    const [[{ deployments }]] = of('ingestRecords') as [
      [{ deployments: { finishedAt?: string }[] }],
    ];
    expect(deployments.map(({ finishedAt }) => finishedAt)).toContain(
      new Date(now).toISOString(),
    );
  });

  it('changes how a team delivers every three minutes, restarts or not', async () => {
    const { client, of, calls } = createPortal();
    await create(client).start();
    calls.length = 0;
    for (let minute = 1; minute <= 6; minute++) {
      now += MINUTE;
      const restarted = create(client);
      await restarted.start();
      await restarted.tick();
    }
    expect(of('putPipelines')).toHaveLength(2);
  });
});
