// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import {
  collectAll,
  component,
  createCollector,
  NOW,
} from '../__testUtils__/collectAll';
import { StandInHost } from '../__testUtils__/StandInHost';
import { busyProject, commit, job, project, sha } from '../__testUtils__/world';
import { readGitlabConfig } from '../config';

const release = (name: string, at: string, revision = name) => ({
  tag_name: name,
  released_at: at,
  commit: { id: sha(revision), created_at: at },
});

describe('deployments of projects that do not use environments', () => {
  it('are the jobs of a name: each attempt, with what they waited for', async () => {
    const pipeline = (id: number, day: number) => ({
      id,
      iid: id,
      sha: sha(`c${id}`),
      ref: 'main',
      source: 'push',
      status: 'success',
      updated_at: `2026-11-0${day}T12:00:00.000Z`,
    });
    const of = (day: number, fields: object) =>
      job({
        name: 'deploy-live',
        created_at: `2026-11-0${day}T08:00:00.000Z`,
        commit: commit('c', `2026-11-0${day}T07:00:00.000Z`, []),
        ...fields,
      });
    const world = project('acme/legacy', {
      files: {
        '.gitlab-ci.yml':
          'stages: [build, deploy]\nbuild: { stage: build, script: make }\ndeploy-live: { stage: deploy, when: manual, script: make ship }\n',
      },
      commits: [
        commit('c2', '2026-11-02T07:00:00.000Z', ['c1']),
        commit('c1', '2026-11-01T07:00:00.000Z', []),
      ],
      pipelines: [pipeline(3, 3), pipeline(2, 2), pipeline(1, 1)],
      jobs: {
        1: [
          of(1, {
            id: 11,
            status: 'failed',
            retried: true,
            started_at: '2026-11-01T09:00:00.000Z',
            finished_at: '2026-11-01T09:10:00.000Z',
          }),
          of(1, {
            id: 12,
            created_at: '2026-11-01T09:20:00.000Z',
            started_at: '2026-11-01T09:20:00.000Z',
            finished_at: '2026-11-01T09:30:00.000Z',
          }),
        ],
        2: [
          of(2, { id: 20, name: 'build', stage: 'build' }),
          of(2, {
            id: 21,
            started_at: '2026-11-02T11:00:00.000Z',
            finished_at: '2026-11-02T11:30:00.000Z',
          }),
        ],
        3: [of(3, { id: 31, status: 'manual' })],
      },
    });
    const host = await new StandInHost([world]).start();
    const sink = await collectAll({
      collector: createCollector(host.url, {
        deployments: [
          {
            repository: 'acme/leg*',
            recognize: 'pipelines',
            jobs: ['deploy*'],
          },
        ],
      }),
      entities: [component('acme/legacy')],
    });
    await host.stop();

    const deployments = sink.deployments();
    expect(
      deployments.map(({ id, outcome, environment }) => [
        id,
        outcome,
        environment,
      ]),
    ).toEqual([
      ['job/11', 'failed', 'production'],
      ['job/12', 'succeeded', 'production'],
      ['job/21', 'succeeded', 'production'],
      ['job/31', 'pending', 'production'],
    ]);
    expect(deployments[2]).toMatchObject({
      revision: sha('c2'),
      finishedAt: '2026-11-02T11:30:00.000Z',
      changes: [{ revision: sha('c2') }],
      waits: [
        {
          kind: 'approval',
          gate: 'deploy-live',
          from: '2026-11-02T08:00:00.000Z',
          to: '2026-11-02T11:00:00.000Z',
        },
      ],
    });
    const [open] = deployments[3].waits!;
    expect(open).toMatchObject({ kind: 'approval', gate: 'deploy-live' });
    expect(open.to).toBeUndefined();
  });

  it.each(['releases', 'tags'])(
    'are none where there are no %s',
    async recognize => {
      const world = project('acme/new');
      const host = await new StandInHost([world]).start();
      const sink = await collectAll({
        collector: createCollector(host.url, {
          deployments: [{ repository: 'acme/*', recognize }],
        }),
        entities: [component('acme/new')],
      });
      await host.stop();
      expect(sink.statuses.get('component:default/new')).toMatchObject({
        state: 'ok',
      });
      expect(sink.deployments()).toEqual([]);
    },
  );

  it('are releases, or tags, for those entities that say so; a new one is noticed by the look at all', async () => {
    const world = project('acme/library', {
      commits: [
        commit('v1.1.0', '2026-11-02T00:00:00.000Z', ['v1.0.0']),
        commit('v1.0.0', '2026-11-01T00:00:00.000Z', []),
      ],
      releases: [
        {
          ...release('v2.0.0', '2026-12-24T00:00:00.000Z'),
          upcoming_release: true,
        },
        release('v1.1.0', '2026-11-03T00:00:00.000Z'),
        release('v1.0.0', '2026-11-01T12:00:00.000Z'),
      ],
      tags: ['v1.1.0', 'nightly', 'v1.0.0'].map((name, index) => ({
        name,
        commit: {
          id: sha(name),
          created_at: `2026-11-0${2 - Math.min(index, 1)}T00:00:00.000Z`,
        },
      })),
    });
    const host = await new StandInHost([world]).start();
    const collector = createCollector(host.url, {
      deployments: [
        { entity: '*/library', recognize: 'releases' },
        {
          host: 'gitlab.com',
          recognize: 'tags',
          tags: ['v*'],
          environment: 'registry',
        },
      ],
    });
    const entities = [
      component('acme/library'),
      { ...component('acme/library'), kind: 'API' },
    ];
    entities[1].metadata = { ...entities[1].metadata, name: 'contract' };
    const sink = await collectAll({ collector, entities });
    const found = () =>
      [...sink.records].flatMap(([key, [record]]) =>
        key.includes(' deployment ')
          ? [[key.split(' ')[0], (record as { version?: string }).version]]
          : [],
      );
    expect(found()).toEqual([
      ['component:default/library', 'v1.0.0'],
      ['component:default/library', 'v1.1.0'],
      ['api:default/contract', 'v1.0.0'],
      ['api:default/contract', 'v1.1.0'],
    ]);
    expect(sink.deployments()[1]).toMatchObject({
      outcome: 'succeeded',
      environment: 'production',
      finishedAt: '2026-11-03T00:00:00.000Z',
      trigger: 'release',
      changes: [{ revision: sha('v1.1.0') }],
    });
    expect(sink.deployments()[3]).toMatchObject({
      environment: 'registry',
      finishedAt: '2026-11-02T00:00:00.000Z',
    });

    host.requests.length = 0;
    await collectAll({ collector, entities, sink });
    expect(host.requests.map(({ path }) => path)).toEqual(['/api/graphql']);

    world.releases.splice(
      1,
      0,
      release('v1.1.1', '2026-11-20T00:00:00.000Z', 'v1.1.0'),
    );
    await collectAll({ collector, entities, sink });
    await host.stop();
    expect(found()).toContainEqual(['component:default/library', 'v1.1.1']);
  });

  it('are those of the rule in force: others are forgotten once it was read, and come back with theirs', async () => {
    const world = busyProject('acme/shop', { pipelines: 4, now: NOW, seed: 1 });
    world.releases = [release('v1.0.0', '2026-11-02T00:00:00.000Z')];
    const host = await new StandInHost([world]).start();
    const entities = [component('acme/shop')];
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities,
    });
    const before = sink.deployments();
    expect(before.length).toBeGreaterThan(0);

    await collectAll({
      collector: createCollector(host.url, {
        deployments: [{ recognize: 'releases' }],
      }),
      entities,
      sink,
    });
    expect(sink.deployments().map(({ version }) => version)).toEqual([
      'v1.0.0',
    ]);

    await collectAll({
      collector: createCollector(host.url),
      entities,
      sink,
    });
    await host.stop();
    expect(sink.deployments()).toEqual(before);
  });

  it('are told of each entity, by the first rule that speaks of it', () => {
    const collector = createCollector('https://gitlab.com/api/v4', {
      deployments: [
        {
          repository: 'acme/legacy-*',
          recognize: 'pipelines',
          jobs: ['deploy*', 'ship'],
        },
        { entity: 'component:default/lib-*', recognize: 'releases' },
        { repository: 'acme/old', recognize: 'tags' },
      ],
    });
    const told = ['legacy-shop', 'lib-a', 'old', 'shop'].map(name =>
      collector.match(component(`acme/${name}`)),
    );
    expect(told).toMatchObject([
      { recognizes: "runs of the jobs 'deploy*' and 'ship'" },
      { recognizes: 'releases, to production' },
      { recognizes: 'tags, to production' },
      { recognizes: "GitLab's deployments" },
    ]);
  });

  it('cannot be every job', () => {
    expect(() =>
      readGitlabConfig(
        new ConfigReader({
          maturity: {
            collectors: {
              gitlab: { deployments: [{ recognize: 'pipelines' }] },
            },
          },
        }),
      ),
    ).toThrow("Add for example jobs: ['deploy*']");
  });
});
