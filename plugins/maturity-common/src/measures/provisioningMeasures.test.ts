// SPDX-License-Identifier: Apache-2.0
import {
  daysAgo,
  deployment,
  hoursAgo,
  measureInput,
  provisioning,
  UNREACHED,
} from '../__testUtils__/records';
import { Provisioning } from '../records';
import { findMeasure } from './measures';
import { Measurement, MeasureInput, PeerProvisioning } from './types';

const compute = (id: string, input: MeasureInput): Measurement =>
  findMeasure(id)!.compute(input);

describe('provisioning.service-time', () => {
  const id = 'provisioning.service-time';
  const TEMPLATE = 'template:default/service';

  /** Requests of several services, so many days ago, that took so many hours each. */
  const requests = (days: number, ...hours: number[]): Provisioning[] =>
    hours.map(took =>
      provisioning(days * 24, {
        firstDeploymentAt: hoursAgo(days * 24 - took),
      }),
    );
  const route = (
    relation: PeerProvisioning['relation'],
    ref: string,
    provisionings: Provisioning[],
  ): PeerProvisioning => ({ relation, ref, provisionings });
  const template = (list: Provisioning[]) => route('template', TEMPLATE, list);
  const owner = (list: Provisioning[]) =>
    route('owner', 'group:default/payments', list);
  const system = (list: Provisioning[]) =>
    route('system', 'system:default/checkout', list);
  const everybody = (list: Provisioning[]) =>
    route('everybody', 'everybody', list);

  it.each<[string, PeerProvisioning[], object]>([
    [
      'its template’s, measured',
      [
        template(requests(20, 2, 3, 4)),
        owner(requests(20, 50, 50, 50)),
        system(requests(20, 60, 60, 60)),
        everybody(requests(20, 70, 70, 70)),
      ],
      { value: 3, n: 3, basis: 'measured', flags: [] },
    ],
    [
      'its owner’s where the template has fewer than three requests',
      [
        template(requests(20, 2, 3)),
        owner(requests(20, 50, 51, 52)),
        system(requests(20, 60, 60, 60)),
      ],
      { value: 51, basis: 'inferred', inferredFrom: 'group:default/payments' },
    ],
    [
      'its system’s where the owner has too few',
      [owner(requests(20, 50)), system(requests(20, 60, 61, 62))],
      { value: 61, basis: 'inferred', inferredFrom: 'system:default/checkout' },
    ],
    [
      'everybody’s where nothing nearer has enough',
      [system(requests(20, 60)), everybody(requests(20, 60, 70, 80))],
      { value: 70, basis: 'inferred', flags: [] },
    ],
    [
      'everybody’s with low confidence where all have too few',
      [system(requests(20, 60)), everybody(requests(20, 60, 80))],
      { value: 70, n: 2, flags: ['lowConfidence'] },
    ],
    [
      'that of today: the last 90 days where they hold enough',
      [template([...requests(20, 2, 3, 4), ...requests(100, 90, 90, 90, 90)])],
      { value: 3, n: 3 },
    ],
    [
      'that of 180 days where 90 do not',
      [
        template([
          ...requests(20, 2, 3),
          ...requests(100, 4),
          ...requests(200, 99),
        ]),
      ],
      { value: 3, n: 3 },
    ],
    [
      'that of 365 days where 180 do not',
      [
        template([
          ...requests(20, 2),
          ...requests(200, 3),
          ...requests(300, 4),
          ...requests(400, 99),
        ]),
      ],
      { value: 3, n: 3 },
    ],
    [
      'without the requests that ended without a service',
      [
        template([
          ...requests(20, 2, 3, 4),
          provisioning(480, { abandonedAt: hoursAgo(400) }),
        ]),
      ],
      { value: 3, n: 3, flags: [] },
    ],
    [
      'with the time so far of what is not finished',
      [template([...requests(20, 2, 3), provisioning(30)])],
      { value: 3, n: 3, samples: [2, 3, 30], flags: ['censored'] },
    ],
  ])('takes %s', (_, peers, expected) => {
    expect(compute(id, measureInput({}, { peers }))).toMatchObject(expected);
  });

  it('counts what several sources saw of one service once, from the first sight on', () => {
    const seen = (hours: number, members: Partial<Provisioning> = {}) =>
      provisioning(hours, { entityRef: 'component:default/cart', ...members });
    const list = [
      seen(100, { requestBasis: 'ticket' }),
      seen(90, { requestBasis: 'repository', firstDeploymentAt: hoursAgo(60) }),
      ...requests(20, 1, 2),
    ];
    expect(
      compute(id, measureInput({}, { peers: [everybody(list)] })),
    ).toMatchObject({ n: 3, samples: [1, 2, 40] });
  });

  it('shows its own request beside it, whenever that was, with the first success anywhere and in production', () => {
    const own = provisioning(500 * 24);
    const live = (hours: number, environment: string) =>
      deployment(500 * 24 - hours, { environment });
    const result = compute(
      id,
      measureInput(
        {
          provisionings: [own],
          deployments: [live(4, 'staging'), live(9, 'production')],
        },
        { peers: [template(requests(20, 2, 3, 4))], evidenceLimit: 2 },
      ),
    );
    expect(result).toMatchObject({ value: 3, n: 3 });
    expect(result.status === 'data' && result.evidence).toMatchObject([
      { value: 4 },
      {
        id: own.id,
        value: 4,
        details: { finished: true, productionHours: 9 },
      },
    ]);
  });

  it('has its own request among everybody’s where no peers are known', () => {
    expect(
      compute(
        id,
        measureInput({
          provisionings: [provisioning(30)],
          deployments: [deployment(27, { outcome: 'failed' }), deployment(25)],
        }),
      ),
    ).toMatchObject({ value: 5, n: 1, flags: ['lowConfidence'] });
  });

  it('is no data where no source reaches, or nobody asked for a year', () => {
    expect(compute(id, measureInput({}, { reach: UNREACHED }))).toMatchObject({
      status: 'no-data',
      cause: 'no-source',
    });
    expect(
      compute(id, measureInput({ provisionings: requests(366, 2) })),
    ).toMatchObject({ status: 'no-data', cause: 'no-samples' });
  });
});

describe('provisioning.environment-time', () => {
  it('takes the 90th percentile over environments only', () => {
    const environment = (took: number) =>
      provisioning(1000, {
        subject: 'environment',
        environment: 'preview',
        firstDeploymentAt: hoursAgo(1000 - took),
      });
    const result = compute(
      'provisioning.environment-time',
      measureInput({
        provisionings: [
          environment(1),
          environment(2),
          environment(11),
          provisioning(999),
        ],
      }),
    );
    // Ranks 0..2, rank 1.8: 2 + 0.8 × 9.
    expect(result).toMatchObject({ n: 3, flags: [], basis: 'measured' });
    expect(result.status === 'data' && result.value).toBeCloseTo(9.2, 10);
  });
});

describe('provisioning.self-service', () => {
  it('counts requests by template or API, and what the source says itself', () => {
    const provisionings = [
      provisioning(10),
      provisioning(20, { requestBasis: 'api' }),
      provisioning(30, { requestBasis: 'ticket' }),
      provisioning(40, { requestBasis: 'ticket', selfService: true }),
      provisioning(100 * 24, { requestBasis: 'ticket' }),
    ];
    expect(
      compute('provisioning.self-service', measureInput({ provisionings })),
    ).toMatchObject({ value: 0.75, n: 4, freshest: daysAgo(10 / 24) });
  });
});
