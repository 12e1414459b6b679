// SPDX-License-Identifier: Apache-2.0
import {
  DEFAULT_TIER_PATTERNS,
  MeasureInput,
  measures,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
  NOW,
} from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import {
  line,
  repository,
  sha,
  WorldDeployment,
  WorldRepository,
  WorldRun,
} from './__testUtils__/world';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map(sha);
const COMMITS = line({ oid: A }, { oid: B }, { oid: C }, { oid: D });

/** A production deployment by Actions; statuses are `[state, time]`. */
function deployment(
  id: number,
  commit: string,
  createdAt: string,
  ...statuses: [string, string][]
): WorldDeployment {
  return {
    id,
    commit,
    createdAt,
    environment: 'production',
    runId: id,
    statuses: statuses.map(([state, at]) => ({ state, at })),
  };
}

function run(
  id: number,
  headSha: string,
  parts: Partial<WorldRun> = {},
): WorldRun {
  return {
    id,
    headSha,
    workflowId: 1,
    path: '.github/workflows/deploy.yml',
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    createdAt: '2026-10-10T08:00:00Z',
    updatedAt: '2026-10-10T09:00:00Z',
    ...parts,
  };
}

function compute(id: string, input: MeasureInput) {
  return measures.find(({ meta }) => meta.id === id)!.compute(input);
}

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('lessons of other implementations', () => {
  const host = new StandInHost([]);
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  beforeEach(() => {
    host.fault = () => undefined;
    host.world.clear();
    host.requests.length = 0;
  });

  async function read(
    parts: Partial<WorldRepository>,
    options: { sink?: MemorySink } = {},
  ) {
    host.add(repository('acme/shop', { commits: COMMITS, ...parts }));
    return collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/shop')],
      ...options,
    });
  }

  async function readDeployments(parts: Partial<WorldRepository>) {
    const byId = new Map(
      (await read(parts)).deployments().map(found => [found.id, found]),
    );
    return (id: number) => byId.get(`deployment/${id}`)!;
  }

  function inputOf(
    deployments: MeasureInput['records']['deployments'],
    incidents: MeasureInput['records']['incidents'] = [],
  ): MeasureInput {
    return {
      records: {
        deployments,
        incidents,
        pipelines: [],
        provisionings: [],
        facts: [],
      },
      window: { from: '2026-08-24T00:00:00.000Z', to: NOW },
      now: NOW,
      reach: {
        deployments: true,
        gates: true,
        pipelines: true,
        provisionings: true,
      },
      templates: { templates: [] },
      entityRef: 'component:default/shop',
      peers: [],
      settings: {
        requiredStages: [],
        tierPatterns: DEFAULT_TIER_PATTERNS,
      },
    };
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

  it('2: keeps failed deployments, so that the change fail rate is not zero', async () => {
    const sink = await read({
      deployments: [1, 2, 3, 4].map(id =>
        deployment(
          id,
          COMMITS[id - 1].oid,
          `2026-10-1${id}T10:00:00Z`,
          ['IN_PROGRESS', `2026-10-1${id}T10:00:10Z`],
          [id === 2 ? 'FAILURE' : 'SUCCESS', `2026-10-1${id}T10:05:00Z`],
        ),
      ),
      runs: COMMITS.map(({ oid }, index) =>
        run(index + 1, oid, {
          conclusion: index === 1 ? 'failure' : 'success',
        }),
      ),
    });
    const rate = compute(
      'deployment.change-fail-rate',
      inputOf(sink.deployments()),
    );
    expect(rate).toMatchObject({ value: 0.25, n: 4 });
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

  it('4: blames no change for an incident that merely began after it, and takes no incident for a recovery', async () => {
    const sink = await read({
      deployments: [1, 2, 3].map(id =>
        deployment(id, COMMITS[id - 1].oid, `2026-10-1${id}T10:00:00Z`, [
          'SUCCESS',
          `2026-10-1${id}T10:05:00Z`,
        ]),
      ),
      runs: COMMITS.map(({ oid }, index) => run(index + 1, oid)),
    });
    const incident = {
      source: 'pager',
      id: '1',
      observedAt: '2026-10-12T12:00:00.000Z',
      openedAt: '2026-10-12T11:00:00.000Z',
      resolvedAt: '2026-10-12T12:00:00.000Z',
    };
    const input = inputOf(sink.deployments(), [incident]);
    expect(compute('deployment.change-fail-rate', input)).toMatchObject({
      value: 0,
    });
    expect(compute('deployment.recovery-time', input).status).toBe('no-data');

    const named = inputOf(sink.deployments(), [
      { ...incident, deployment: 'github.com deployment/2' },
    ]);
    expect(compute('deployment.change-fail-rate', named)).toMatchObject({
      value: expect.closeTo(1 / 3),
    });
    // From the failed change to the next good deployment: a day, not the hour that the incident was open.
    expect(compute('deployment.recovery-time', named)).toMatchObject({
      value: 24,
    });
  });

  it('5: marks a cut-off list of changes, and says nothing of the changes of a first deployment', async () => {
    const commits = line(
      ...Array.from({ length: 1_202 }, (_, index) => ({
        oid: sha(`many-${index}`),
        committedDate: new Date(
          Date.parse('2026-10-01T00:00:00Z') + index * 60_000,
        ).toISOString(),
      })),
    );
    const last = commits[commits.length - 1].oid;
    const find = await readDeployments({
      commits,
      head: last,
      deployments: [
        deployment(1, commits[0].oid, '2026-10-01T10:00:00Z', [
          'SUCCESS',
          '2026-10-01T10:05:00Z',
        ]),
        deployment(2, last, '2026-10-20T10:00:00Z', [
          'SUCCESS',
          '2026-10-20T10:05:00Z',
        ]),
      ],
      runs: [run(1, commits[0].oid), run(2, last)],
    });
    expect(find(1).changes).toBeUndefined();
    expect(find(2).changes).toHaveLength(1_000);
    expect(find(2).truncated).toBe(true);
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

  it('8 and 9: says nothing again that has not changed, and remembers one state, not a history', async () => {
    const parts = {
      deployments: [
        deployment(1, A, '2026-10-05T10:00:00Z', [
          'SUCCESS',
          '2026-10-05T10:05:00Z',
        ]),
      ],
      runs: [run(1, A), run(2, B)],
    };
    const sink = await read(parts);
    const items: string[] = [];
    const again = () =>
      collectAll({
        collector: createCollector(host.url),
        entities: [component('acme/shop')],
        sink,
        onItem: item => items.push(item.kind),
      });
    host.requests.length = 0;
    await again();
    expect(items.filter(kind => kind !== 'budget')).toEqual(['status']);
    expect(host.requests).toHaveLength(1);

    host.world
      .get('acme/shop')!
      .deployments.push(
        deployment(2, B, '2026-10-08T10:00:00Z', [
          'SUCCESS',
          '2026-10-08T10:05:00Z',
        ]),
      );
    items.length = 0;
    await again();
    // The new deployment and the one it is compared with, which merges into itself.
    expect(items.filter(kind => kind === 'record')).toHaveLength(2);
    expect(items).not.toContain('pipelines');
    expect(sink.watermarks.size).toBe(1);
    expect(sink.deployments()).toHaveLength(2);
  });

  it('10: calls an outage stale, with the advice of the host, and an absence by its name', async () => {
    host.fault = () => ({
      status: 503,
      message: 'Service unavailable',
      headers: { 'retry-after': '120' },
    });
    const down = await read({});
    const ref = 'component:default/shop';
    expect(down.statuses.get(ref)).toMatchObject({
      state: 'stale',
      message: expect.stringContaining('Service unavailable'),
      retryAt: '2026-11-22T00:02:00.000Z',
    });
    expect(down.statuses.get(ref)!.reach).toBeUndefined();

    host.fault = () => undefined;
    host.world.clear();
    const gone = await collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/shop')],
    });
    expect(gone.statuses.get(ref)).toMatchObject({
      state: 'not-found',
      message: expect.stringContaining("'github.com/project-slug'"),
    });
  });
});
