// SPDX-License-Identifier: Apache-2.0
import { parseCdevent, recordsFromEvents } from '.';
import { isLive } from './isLive';
import type { NormalizedEvent } from './NormalizedEvent';

interface Service {
  name: string;
  repository?: string;
}

const CHAIN = 'always-the-same';

/** All that services did under one chain: each has a repository, a change and a deployment, one after the other. */
function eventsOf(services: readonly Service[]): NormalizedEvent[] {
  let second = 0;
  const send = (type: string, service: Service, subject: object) => {
    second += 1;
    const parsed = parseCdevent({
      context: {
        version: '0.4.1',
        id: `e${second}`,
        source: 'ci',
        type: `dev.cdevents.${type}.0.2.0`,
        timestamp: new Date(Date.UTC(2026, 4, 1) + second * 1000).toISOString(),
        chainId: CHAIN,
      },
      subject,
      customData: service.repository && { repository: service.repository },
    });
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.event;
  };
  const revision = (index: number) => index.toString(16).padStart(40, '0');
  return [
    ...services.map(service =>
      send('repository.created', service, { id: service.name, content: {} }),
    ),
    ...services.map((service, index) =>
      send('change.merged', service, { id: revision(index), content: {} }),
    ),
    ...services.map(service =>
      send('service.deployed', service, {
        id: service.name,
        content: { environment: { id: 'production' } },
      }),
    ),
  ];
}

const services = (count: number, withRepository: boolean): Service[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `service-${index}`,
    ...(withRepository && { repository: `github.com/acme/service-${index}` }),
  }));

function deploymentsOf(events: readonly NormalizedEvent[]) {
  return recordsFromEvents(events).flatMap(({ type, record }) =>
    type === 'deployment' ? [record] : [],
  );
}

/** How often anything was read of the events while their records were made. */
function readsOf(events: readonly NormalizedEvent[]): number {
  let reads = 0;
  recordsFromEvents(
    events.map(
      event =>
        new Proxy(event, {
          get(target, name) {
            reads += 1;
            return Reflect.get(target, name);
          },
        }),
    ),
  );
  return reads;
}

describe('one chain for many services', () => {
  it.each([
    ['of known repositories', true],
    ['of repositories that nobody tells', false],
  ])('costs as much for each of 10,000 as of 1,000 %s', (_, isKnown) => {
    const small = readsOf(eventsOf(services(1_000, isKnown)));
    const large = readsOf(eventsOf(services(10_000, isKnown)));
    // Ten times as many; and sorting compares each of them a few times more.
    expect(large / small).toBeLessThan(14);
  });

  it('gives each service its own changes, its own build and its own deployment', () => {
    const records = recordsFromEvents(eventsOf(services(200, true)));
    const deployed = deploymentsOf(eventsOf(services(200, true)));
    const revisions = deployed.map(({ service, changes }) => [
      service,
      changes?.map(({ revision }) => parseInt(revision, 16)),
    ]);
    expect(new Map(revisions as [string, number[]][])).toEqual(
      new Map(services(200, true).map(({ name }, index) => [name, [index]])),
    );
    const first = (name: string) => {
      const found = records.find(
        ({ type, record }) =>
          type === 'provisioning' && record.id === `repository:${name}`,
      );
      return found?.type === 'provisioning'
        ? found.record.firstDeploymentAt
        : undefined;
    };
    for (const name of ['service-0', 'service-199']) {
      expect(first(name)).toBe(
        deployed.find(({ service }) => service === name)?.finishedAt,
      );
      expect(first(name)).toBeDefined();
    }
  });

  it('is believed for a few services, and says nothing of many', () => {
    const few = deploymentsOf(eventsOf(services(3, false)));
    expect(few.map(({ changes }) => changes?.length)).toEqual([3, 3, 3]);

    const many = deploymentsOf(eventsOf(services(101, false)));
    expect(many.map(({ changes }) => changes)).toEqual(
      Array.from({ length: 101 }, () => undefined),
    );
  });

  it('gives what is of no known repository to all, and only that', () => {
    const [one, other] = [
      { name: 'shop', repository: 'github.com/acme/shop' },
      { name: 'cart', repository: 'github.com/acme/cart' },
    ];
    const events = eventsOf([one, other, { name: 'gateway' }]);
    const byService = new Map(
      deploymentsOf(events).map(({ service, changes }) => [
        service,
        changes?.length,
      ]),
    );
    // Its own, and that of gateway, which may be of any repository.
    expect(byService.get('shop')).toBe(2);
    expect(byService.get('gateway')).toBe(3);
    expect(events.filter(isLive)).toHaveLength(3);
  });

  it('takes no ticket for that of another request', () => {
    const ticket = (id: string, at: string) => {
      const parsed = parseCdevent({
        context: {
          version: '0.4.1',
          id,
          source: 'tracker',
          type: 'dev.cdevents.ticket.created.0.2.0',
          timestamp: at,
          chainId: CHAIN,
        },
        subject: { id, content: {} },
      });
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.event;
    };
    const bases = (count: number, tickets: NormalizedEvent[]) =>
      recordsFromEvents([
        ...tickets,
        ...eventsOf(services(count, true)),
      ]).flatMap(({ type, record }) =>
        type === 'provisioning' ? [record.requestBasis] : [],
      );
    const asked = [
      ticket('1', '2026-04-01T00:00:00Z'),
      ticket('2', '2026-04-02T00:00:00Z'),
    ];
    expect(bases(1, asked)).toEqual(['ticket']);
    expect(bases(2, asked.slice(0, 1))).toEqual(['ticket', 'ticket']);
    expect(bases(2, asked)).toEqual(['repository', 'repository']);
  });
});
