// SPDX-License-Identifier: Apache-2.0
import {
  DEFAULT_TIER_PATTERNS,
  MeasureInput,
  measures,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { NOW } from '../__testUtils__/collectAll';
import { COMMITS, deployment, run } from '../__testUtils__/deliveries';
import { add, read } from '../__testUtils__/readShop';
import { useHost } from '../__testUtils__/useHost';
import { line, sha, WorldRepository } from '../__testUtils__/world';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

function compute(id: string, input: MeasureInput) {
  return measures.find(({ meta }) => meta.id === id)!.compute(input);
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

describe('lessons of other implementations about changes', () => {
  const host = useHost();

  function readWith(parts: Partial<WorldRepository>) {
    add(host, parts);
    return read(host);
  }

  it('2: keeps failed deployments, so that the change fail rate is not zero', async () => {
    const sink = await readWith({
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

  it('4: blames no change for an incident that began more than a day after it, and takes no incident for a recovery', async () => {
    const sink = await readWith({
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
    const input = inputOf(sink.deployments(), [
      {
        ...incident,
        openedAt: '2026-10-14T11:00:00.000Z',
        resolvedAt: '2026-10-14T12:00:00.000Z',
      },
    ]);
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
    // From the failed change, not from the opening of its incident, to the incident's end.
    expect(compute('deployment.recovery-time', named)).toMatchObject({
      value: expect.closeTo(115 / 60),
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
    const sink = await readWith({
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
    const find = (id: number) =>
      sink.deployments().find(found => found.id === `deployment/${id}`)!;
    expect(find(1).changes).toBeUndefined();
    expect(find(2).changes).toHaveLength(1_000);
    expect(find(2).truncated).toBe(true);
  });
});
