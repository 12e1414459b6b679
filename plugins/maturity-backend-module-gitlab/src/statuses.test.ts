// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  collectAll,
  component,
  createCollector,
  deploymentOf,
} from './__testUtils__/collectAll';
import { questionOf, StandInHost } from './__testUtils__/StandInHost';
import { deployment, project, sha, WorldProject } from './__testUtils__/world';
import { deployment as failedDeployment } from './__testUtils__/webhooks';
import { matchEntity } from './targets';

async function read(world: WorldProject, slug = world.path, config = {}) {
  const host = await new StandInHost([world]).start();
  try {
    const sink = await collectAll({
      collector: createCollector(host.url, config),
      entities: [component(slug)],
    });
    const [status] = sink.statuses.values();
    return { sink, status, host };
  } finally {
    await host.stop();
  }
}

/** Of deployments on a host below Premium. */
const WITHOUT_APPROVALS = ['deployments', 'failures', 'waits.queue', 'changes'];

describe('what is said of a project', () => {
  it.each([
    ['archived', { archived: true }, /is archived/],
    ['empty', { empty: true }, /nothing was pushed yet/],
    [
      'no-permission',
      { refused: { '/deployments': 403 } },
      /scope 'read_api' and its user the role 'Reporter'.*deployments and their waits/,
    ],
    [
      'no-permission',
      { refused: { '/protected_environments': 403 } },
      /role 'Maintainer'.*manual jobs are still found/,
    ],
  ])('%s', async (state, fields, message) => {
    const { status } = await read(project('acme/shop', fields));
    expect(status).toMatchObject({
      state,
      message: expect.stringMatching(message),
    });
  });

  it('is that its token is not accepted, where that is so, and what to do about it', async () => {
    const host = await new StandInHost([project('acme/shop')]).start();
    host.fault = () => ({ status: 401, body: { message: 'Unauthorized' } });
    const { statuses } = await collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/shop')],
    });
    await host.stop();
    expect(statuses.get('component:default/shop')).toMatchObject({
      state: 'no-permission',
      message: expect.stringMatching(
        /“Unauthorized”.*was revoked.*'integrations.gitlab'/,
      ),
    });
  });

  it('is read where it has moved to, with a word about it', async () => {
    const { sink, status } = await read(
      project('acme/new-shop', {
        movedFrom: 'acme/shop',
        deployments: [deployment({ id: 1 })],
      }),
      'acme/shop',
    );
    expect(sink.deployments()).toHaveLength(1);
    expect(status).toMatchObject({
      state: 'renamed',
      message: expect.stringContaining("now 'acme/new-shop'"),
    });
  });

  it('is stale alone where the host fails at it alone', async () => {
    const host = await new StandInHost(
      ['a', 'broken', 'c', 'd'].map(name =>
        project(`acme/${name}`, { deployments: [deployment({ id: 1 })] }),
      ),
    ).start();
    const broken = host.projects[1].id;
    host.fault = ({ path }) =>
      path.includes(`/projects/${broken}/`) ? { status: 500 } : undefined;
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities: host.projects.map(({ path }) => component(path)),
    });
    await host.stop();
    expect(
      Object.fromEntries(
        [...sink.statuses].map(([ref, { state }]) => [
          ref.split('/')[1],
          state,
        ]),
      ),
    ).toEqual({ a: 'ok', broken: 'stale', c: 'ok', d: 'ok' });
  });

  it('costs no request of its own, be it gone or moved, once that is known', async () => {
    const host = await new StandInHost([
      project('acme/new-shop', {
        movedFrom: 'acme/shop',
        deployments: [deployment({ id: 1 })],
      }),
    ]).start();
    const collector = createCollector(host.url);
    const entities = [component('acme/shop'), component('acme/gone')];
    const sink = await collectAll({ collector, entities });
    host.requests.length = 0;
    await collectAll({ collector, entities, sink });
    expect(host.requests.map(({ path }) => path)).toEqual([
      '/api/graphql',
      '/api/graphql',
    ]);
    expect(sink.statuses.get('component:default/shop')).toMatchObject({
      state: 'renamed',
      message: expect.stringContaining("now 'acme/new-shop'"),
    });
    expect(sink.statuses.get('component:default/gone')?.state).toBe(
      'not-found',
    );

    host.add(project('acme/gone'));
    await collectAll({ collector, entities, sink });
    await host.stop();
    expect(sink.statuses.get('component:default/gone')?.state).toBe('ok');
  });

  it('is read by itself where the host does not know the joint question', async () => {
    const world = project('acme/shop', {
      deployments: [deployment({ id: 1 })],
    });
    const host = await new StandInHost([world]).start();
    host.fault = request => (questionOf(request) ? { status: 404 } : undefined);
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/shop')],
    });
    await host.stop();
    expect(sink.deployments()).toHaveLength(1);
    expect([...sink.statuses.values()]).toMatchObject([{ state: 'ok' }]);
  });

  it('is read after an event, though a look shows nothing new', async () => {
    const world = project('acme/shop', {
      deployments: [deployment({ id: 1 })],
    });
    const host = await new StandInHost([world]).start();
    host.fault = seen =>
      questionOf(seen)?.query.startsWith('query Environments')
        ? { status: 404 }
        : undefined;
    const collector = createCollector(host.url);
    const entities = [component('acme/shop')];
    const sink = await collectAll({ collector, entities });
    world.deployments.push(
      deployment({ id: 2, created_at: '2026-11-20T00:00:00.000Z' }),
    );
    await collectAll({ collector, entities, sink });
    expect(sink.deployments()).toHaveLength(1);

    const entity = {
      entityRef: 'component:default/shop',
      entity: entities[0],
      target: 'gitlab.com/acme/shop',
    };
    const { refresh } = await collector.events.digest(
      { topic: 'gitlab', eventPayload: failedDeployment('failed') },
      target => (target === entity.target ? [entity] : []),
      { logger: mockServices.logger.mock() } as never,
    );
    expect(refresh).toEqual([entity.target]);
    await collectAll({ collector, entities, sink });
    await host.stop();
    expect(sink.deployments()).toHaveLength(2);
  });

  it('misses no gate for want of Premium: manual jobs are the inventory', async () => {
    const { sink, status } = await read(
      project('acme/shop', {
        files: {
          '.gitlab-ci.yml':
            'include:\n  - local: /ci/*.yml\n  - project: acme/paths\n    ref: v2.1.0\n    file: /deploy.yml\n',
          'ci/deploy.yml':
            'deploy: { stage: deploy, when: manual, environment: production, script: make deploy }\n',
        },
        lintedJobs: [{ name: 'promote', when: 'manual' }],
        deployments: [
          deployment(
            { id: 1 },
            { name: 'promote', finished_at: '2026-11-01T09:00:00Z' },
          ),
        ],
      }),
    );
    expect(status).toMatchObject({
      state: 'ok',
      reach: [...WITHOUT_APPROVALS, 'gates', 'pipelines', 'provisionings'],
    });
    const [pipeline] = sink.pipelines.get('component:default/shop')!;
    expect(pipeline).toMatchObject({
      gatesComplete: true,
      gates: [
        { kind: 'manual-job', gate: 'deploy', environment: 'production' },
      ],
      references: [
        {
          repository: 'gitlab.com/acme/paths',
          path: 'deploy.yml',
          ref: 'v2.1.0',
        },
      ],
    });
  });

  it('counts the gates and stages that come from included files, where its own tell none', async () => {
    const world = project('acme/shop', {
      files: {
        '.gitlab-ci.yml':
          'include: { project: acme/shared, ref: v1.0.0, file: all.yml }\n',
      },
      mergedYaml: `
stages: [test, deploy]
unit: { stage: test, script: npm test }
release-to-customers: { stage: deploy, when: manual, environment: production, script: make deploy }
`,
    });
    const { sink } = await read(world);
    const pipelines = sink.pipelines.get('component:default/shop')!;
    expect(pipelines.flatMap(({ gates }) => gates)).toEqual([
      {
        kind: 'manual-job',
        gate: 'release-to-customers',
        job: 'release-to-customers',
        environment: 'production',
      },
    ]);
    expect(pipelines.flatMap(({ stages }) => stages)).toEqual(
      expect.arrayContaining(['test', 'deploy']),
    );
    // Of the resolved jobs nobody knows whether they follow a golden path, so they do not count as if they did not.
    expect(pipelines.flatMap(({ jobs }) => jobs.map(({ id }) => id))).toEqual([
      expect.stringMatching(/^include /),
    ]);

    const denied = await read({ ...world, refused: { '/ci/lint': 403 } });
    expect(denied.status).toMatchObject({
      state: 'no-permission',
      message: expect.stringMatching(
        /role 'Developer'.*that come from included files/,
      ),
      reach: [...WITHOUT_APPROVALS, 'pipelines', 'provisionings'],
    });
  });
});

describe('golden paths', () => {
  it('have their versions from tags and releases, and deployments name the one they ran through', async () => {
    const paths = project('acme/paths', {
      files: { 'deploy.yml': 'deploy: { script: make }\n' },
      tags: [
        tag('v2.1.0', '2026-09-01T00:00:00.000Z'),
        tag('v2', '2026-09-01T00:00:00.000Z'),
      ],
      releases: [
        { tag_name: 'v2.1.0', released_at: '2026-09-03T00:00:00.000Z' },
      ],
    });
    const shop = project('acme/shop', {
      files: {
        '.gitlab-ci.yml':
          'include: { project: acme/paths, ref: v2.1.0, file: deploy.yml }\n',
      },
      deployments: [deployment({ id: 1 })],
    });
    const host = await new StandInHost([paths, shop]).start();
    const options = {
      collector: createCollector(host.url),
      entities: [component('acme/shop')],
      templates: [
        {
          id: 'paths',
          provider: 'gitlab' as const,
          repository: 'gitlab.com/acme/paths',
          paths: ['deploy.yml'],
        },
      ],
    };
    const sink = await collectAll(options);
    await collectAll({ ...options, sink });
    await host.stop();
    // The second time nothing had changed.
    expect(sink.templates).toHaveLength(1);
    expect(sink.templates[0].template).toMatchObject({
      defaultBranch: 'main',
      versions: [
        {
          name: 'v2.1.0',
          releasedAt: '2026-09-03T00:00:00.000Z',
          files: [{ path: 'deploy.yml' }],
        },
        { name: 'v2' },
      ],
    });
    expect(sink.templates[0].template.versions[1].releasedAt).toBeUndefined();
    expect(deploymentOf(sink, 1).pipeline).toEqual({
      job: 'deploy-production',
      path: '.gitlab-ci.yml',
      run: '100',
      template: { id: 'paths', ref: 'v2.1.0' },
    });
  });
});

function tag(name: string, at: string) {
  return { name, commit: { id: sha(name), created_at: at } };
}

describe('match', () => {
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({
      integrations: {
        gitlab: [
          { host: 'gitlab.com' },
          {
            host: 'git.acme.com',
            apiBaseUrl: 'https://git.acme.com/api/v4',
            token: 'secret',
          },
        ],
      },
    }),
  );
  const match = (annotations: Record<string, string>) =>
    matchEntity(
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'shop', annotations },
      },
      integrations,
    );

  it.each([
    [
      { 'gitlab.com/project-slug': 'Acme/Web/Shop' },
      'git.acme.com/acme/web/shop',
    ],
    [{ 'gitlab.com/project-id': '42' }, 'git.acme.com/42'],
    [
      {
        'backstage.io/source-location':
          'url:https://git.acme.com/acme/web/shop/-/tree/main/services/',
      },
      'git.acme.com/acme/web/shop',
    ],
  ])('finds the project of %j', (annotations, target) => {
    expect(match(annotations as {})).toEqual({ status: 'match', target });
  });

  it('says what to add', () => {
    expect(match({})).toMatchObject({
      status: 'incomplete',
      message: expect.stringContaining(
        "'gitlab.com/project-slug: <group>/<project>' to 'component:default/shop'",
      ),
    });
    expect(
      match({
        'gitlab.com/project-slug': 'acme/shop',
        'gitlab.com/instance': 'gitlab.com',
      }),
    ).toMatchObject({
      status: 'incomplete',
      message: expect.stringContaining("no token for 'gitlab.com'"),
    });
    expect(match({ 'github.com/project-slug': 'acme/shop' })).toEqual({
      status: 'none',
    });
  });
});
