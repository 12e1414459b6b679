// SPDX-License-Identifier: Apache-2.0
import { JsonObject } from '@backstage/types';
import {
  collectAll,
  component,
  createCollector,
} from '../__testUtils__/collectAll';
import { A, B, C, COMMITS, live } from '../__testUtils__/deliveries';
import { idsOf } from '../__testUtils__/readShop';
import { StandInHost } from '../__testUtils__/StandInHost';
import { repository, WorldRepository } from '../__testUtils__/world';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('what counts as a deployment', () => {
  const host = new StandInHost([]);
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  beforeEach(() => host.world.clear());

  async function read(
    parts: Partial<WorldRepository>,
    options: { config: JsonObject },
  ) {
    host.add(repository('acme/shop', { commits: COMMITS, ...parts }));
    return collectAll({
      collector: createCollector(host.url, options.config),
      entities: [component('acme/shop')],
      templates: [
        {
          id: 'golden',
          provider: 'github',
          repository: 'github.com/acme/paths',
          paths: ['.github/workflows/deploy.yml'],
        },
      ],
    });
  }

  it('is told of each entity, by the first rule that speaks of it', () => {
    const collector = createCollector(host.url, {
      deployments: [
        {
          repository: 'acme/legacy-*',
          recognize: 'workflow-runs',
          workflows: ['.github/workflows/deploy*', 'release.yml'],
        },
        {
          entity: 'component:default/lib-*',
          recognize: 'releases',
          prereleases: true,
        },
        { host: 'github.com', recognize: 'tags', tags: ['v*'] },
      ],
    });
    const told = ['acme/legacy-shop', 'acme/lib-a', 'acme/shop'].map(slug =>
      collector.match(component(slug)),
    );
    expect(told).toMatchObject([
      { recognizes: "runs of '.github/workflows/deploy*' and 'release.yml'" },
      { recognizes: 'releases, pre-releases too, to production' },
      { recognizes: "tags 'v*', to production" },
    ]);
    expect(
      createCollector(host.url).match(component('acme/shop')),
    ).toMatchObject({ recognizes: 'entries of the Deployments API' });
  });

  it('are those of the rule in force: others are forgotten once it was read, and come back with theirs', async () => {
    host.add(
      repository('acme/shop', {
        commits: COMMITS,
        deployments: [live(1, A, 10), live(2, B, 20)],
        tags: ['v1.0.0', 'nightly'].map(name => ({
          name,
          commit: B,
          taggedAt: '2026-10-10T08:00:00Z',
        })),
      }),
    );
    const entities = [component('acme/shop')];
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities,
    });
    const before = sink.deployments();
    expect(idsOf(sink)).toEqual(['deployment/1', 'deployment/2']);

    await collectAll({
      collector: createCollector(host.url, {
        deployments: [{ recognize: 'tags' }],
      }),
      entities,
      sink,
    });
    expect(idsOf(sink)).toEqual([
      'tag/acme/shop/nightly',
      'tag/acme/shop/v1.0.0',
    ]);
    await collectAll({
      collector: createCollector(host.url, {
        deployments: [{ recognize: 'tags', tags: ['v*'] }],
      }),
      entities,
      sink,
    });
    expect(idsOf(sink)).toEqual(['tag/acme/shop/v1.0.0']);

    await collectAll({
      collector: createCollector(host.url),
      entities,
      sink,
    });
    expect(sink.deployments()).toEqual(before);
  });

  it('are workflow runs, every attempt of them', async () => {
    const sink = await read(
      {
        runs: [
          {
            id: 9,
            workflowId: 1,
            path: '.github/workflows/deploy.yml',
            event: 'workflow_dispatch',
            headSha: B,
            status: 'completed',
            conclusion: 'success',
            attempt: 2,
            earlier: [
              {
                conclusion: 'failure',
                startedAt: '2026-10-10T08:00:00Z',
                updatedAt: '2026-10-10T08:10:00Z',
              },
            ],
            createdAt: '2026-10-10T08:00:00Z',
            startedAt: '2026-10-10T09:00:00Z',
            updatedAt: '2026-10-10T09:10:00Z',
            referenced: [
              {
                path: 'acme/paths/.github/workflows/deploy.yml@v2',
                sha: C,
                ref: 'refs/tags/v2',
              },
            ],
          },
          {
            id: 10,
            workflowId: 2,
            path: '.github/workflows/ci.yml',
            event: 'push',
            headSha: B,
            status: 'completed',
            conclusion: 'success',
            createdAt: '2026-10-10T08:00:00Z',
            updatedAt: '2026-10-10T08:10:00Z',
          },
        ],
      },
      {
        config: {
          deployments: [
            { recognize: 'workflow-runs', workflows: ['*/deploy.yml'] },
          ],
        },
      },
    );
    const found = new Map(
      sink.deployments().map(deployed => [deployed.id, deployed]),
    );
    expect([...found.keys()].sort()).toEqual(['run/9/1', 'run/9/2']);
    expect(found.get('run/9/1')).toMatchObject({ outcome: 'failed' });
    expect(found.get('run/9/2')).toMatchObject({
      outcome: 'succeeded',
      trigger: 'manual',
      requestedAt: '2026-10-10T09:00:00.000Z',
      pipeline: {
        path: '.github/workflows/deploy.yml',
        template: { id: 'golden', ref: 'v2' },
      },
    });
  });

  it('are releases or tags', async () => {
    const parts = {
      releases: [
        {
          id: 1,
          tag: 'v1.0.0',
          commit: A,
          createdAt: '2026-10-10T08:00:00Z',
          publishedAt: '2026-10-11T08:00:00Z',
        },
        {
          id: 2,
          tag: 'v2.0.0-rc.1',
          commit: B,
          createdAt: '2026-10-12T08:00:00Z',
          publishedAt: '2026-10-12T08:00:00Z',
          prerelease: true,
        },
      ],
      tags: [
        { name: 'v1.0.0', commit: A, taggedAt: '2026-10-10T07:00:00Z' },
        { name: 'nightly', commit: B },
      ],
    };
    const released = await read(parts, {
      config: { deployments: [{ recognize: 'releases' }] },
    });
    expect(released.deployments()).toEqual([
      expect.objectContaining({
        id: 'release/1',
        version: 'v1.0.0',
        finishedAt: '2026-10-11T08:00:00.000Z',
        environment: 'production',
      }),
    ]);
    const tagged = await read(parts, {
      config: {
        deployments: [{ recognize: 'tags', tags: ['v*'], environment: 'live' }],
      },
    });
    expect(tagged.deployments()).toEqual([
      expect.objectContaining({
        id: 'tag/acme/shop/v1.0.0',
        finishedAt: '2026-10-10T07:00:00.000Z',
        environment: 'live',
      }),
    ]);
  });
});
