// SPDX-License-Identifier: Apache-2.0
import { SeenRequest } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  WebhookDeploymentEventSchema,
  WebhookJobEventSchema,
  WebhookMergeRequestEventSchema,
  WebhookPipelineEventSchema,
  WebhookPushEventSchema,
} from '@gitbeaker/core';
import { parse, validate } from 'graphql';
import { z } from 'zod';
import {
  collectAll,
  component,
  createCollector,
  NOW,
} from './__testUtils__/collectAll';
import {
  routeOf,
  wrongWithAnswer,
  wrongWithRequest,
} from './__testUtils__/documented';
import { ENTITIES } from './__testUtils__/documentedEntities';
import { refusedOf, takesFew } from './__testUtils__/documentedSamples';
import { ROUTES } from './__testUtils__/documentedRoutes';
import { answersWithNull } from './__testUtils__/graphqlAnswers';
import { gitlabSchema } from './__testUtils__/graphqlSchema';
import { questionOf, StandInHost } from './__testUtils__/StandInHost';
import {
  addPipeline,
  busyProject,
  commit,
  deployment,
  sha,
  WorldProject,
} from './__testUtils__/world';
import * as events from './events/schema';
import * as ours from './client/schema';

function richWorld(): WorldProject {
  const world = busyProject('acme/web/shop', {
    pipelines: 4,
    now: NOW,
    seed: 1,
  });
  world.files['.gitlab-ci.yml'] += 'include: /ci/*.yml\n';
  world.files['ci/extra.yml'] = 'extra: { script: make }\n';
  world.environments = Array.from({ length: 101 }, (_, index) => ({
    id: 10 + index,
    name: `review/${index}`,
    tier: 'development',
    state: 'available',
  }));
  world.protectedEnvironments = [
    { name: 'production', required_approval_count: 1 },
  ];
  world.commits.push(commit('side', '2026-11-10T00:00:00.000Z', []));
  world.deployments.push(
    deployment(
      {
        id: 1,
        sha: sha('side'),
        created_at: '2026-11-21T00:00:00.000Z',
        environment: { id: 1, name: 'production' },
      },
      null,
    ),
  );
  world.tags = [
    {
      name: 'v1.0.0',
      commit: { id: sha('side'), created_at: '2026-11-10T00:00:00.000Z' },
    },
  ];
  world.releases = [
    {
      tag_name: 'v1.0.0',
      released_at: '2026-11-10T00:00:00.000Z',
      commit: { id: sha('side'), created_at: '2026-11-10T00:00:00.000Z' },
    },
  ];
  return world;
}

function request(path: string): SeenRequest {
  const { pathname, searchParams } = new URL(`http://host/api/v4${path}`);
  return { method: 'GET', path: pathname, query: searchParams, headers: {} };
}

function isIdOfCommit(entity: string, path: string): boolean {
  const [name, ...above] = path.split('.').reverse();
  const of = above.reduceRight((at, part) => {
    const { type } = ENTITIES[at][part];
    return (type as { entity: string }).entity;
  }, entity);
  return of === 'Commit' && name === 'id';
}

/** Whether a schema of ours takes all that a type of Gitbeaker's says may come. */
type Reads<
  Schema extends z.ZodType,
  Response,
> = Response extends z.input<Schema> ? true : false;

// Types: what is wrong here does not compile. GitLab documents events by examples only.
const EVENTS: Record<string, true> = {
  deployment: true satisfies Reads<
    typeof events.deploymentEventSchema,
    WebhookDeploymentEventSchema
  >,
  pipeline: true satisfies Reads<
    typeof events.pipelineEventSchema,
    WebhookPipelineEventSchema
  >,
  job: true satisfies Reads<
    typeof events.jobEventSchema,
    WebhookJobEventSchema
  >,
  mergeRequest: true satisfies Reads<
    typeof events.mergeRequestEventSchema,
    WebhookMergeRequestEventSchema
  >,
  push: true satisfies Reads<
    typeof events.pushEventSchema,
    WebhookPushEventSchema
  >,
};

describe('the contract with GitLab', () => {
  // The stand-in host holds every request and answer of every other test to the document, too.
  it('is kept by each route that is used, in all ways of reading', async () => {
    const world = richWorld();
    const host = await new StandInHost([world]).start();
    // What is else asked together goes one by one.
    host.fault = seen =>
      questionOf(seen)?.query.includes('Together')
        ? { status: 404 }
        : undefined;
    await collectAll({
      collector: createCollector(host.url, {
        deployments: ['pipelines', 'releases', 'tags'].map(recognize => ({
          entity: `*/${recognize}`,
          recognize,
          jobs: ['deploy*'],
        })),
      }),
      entities: [
        component('acme/web/shop'),
        component('acme/gone'),
        ...['pipelines', 'releases', 'tags'].map(name => ({
          ...component('acme/web/shop'),
          metadata: { ...component('acme/web/shop').metadata, name },
        })),
      ],
      templates: [
        {
          id: 'paths',
          provider: 'gitlab',
          repository: 'gitlab.com/acme/web/shop',
          paths: ['ci/*.yml'],
        },
      ],
    });
    await host.stop();
    const sent = host.requests.filter(seen => !questionOf(seen));
    expect(host.wrong).toEqual([]);
    expect(new Set(sent.map(routeOf))).toEqual(new Set(Object.keys(ROUTES)));
    // A path is one part of the address, whatever it consists of.
    expect(sent.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/api/v4/projects/acme%2Fweb%2Fshop/releases',
        `/api/v4/projects/${world.id}/repository/files/ci%2Fextra.yml`,
      ]),
    );
    const pages = sent.filter(({ path }) =>
      path.endsWith(`/${world.id}/environments`),
    );
    expect(pages.map(({ query }) => query.get('page')).slice(0, 2)).toEqual([
      null,
      '2',
    ]);
  });

  it.each([
    ['/projects/1/deployments?order_by=name', "'order_by=name'"],
    ['/projects/1/deployments?updated_after=yesterday', 'yesterday'],
    ['/projects/1/pipelines?per_page=many', 'many'],
    ['/projects/1/environments?tier=production', 'tier'],
    ['/projects/acme/shop/releases', 'not documented'],
    ['/projects/1/repository/compare?from=a', "lacks 'to'"],
  ])('is broken by %s', (path, word) => {
    expect(wrongWithRequest(request(path))).toEqual([
      expect.stringContaining(word),
    ]);
  });

  it.each([
    ['/projects/1', { id: '1' }, "Project.id is not '"],
    ['/projects/1', { id: null }, 'Project.id is never null'],
    ['/projects/1', {}, 'Project.id is never absent'],
    ['/projects/1', [], 'does not answer'],
    ['/projects/1/releases', [{ at: 1 }], "Release has no 'at'"],
    ['/projects/1/repository/tags', [{ created_at: '3pm' }], 'date-time'],
    [
      '/projects/1/repository/compare',
      { commits: {} },
      'Compare.commits is a list',
    ],
    [
      '/projects/1/deployments',
      [{ deployable: { id: null } }],
      'Deployment.deployable.id is never null',
    ],
  ])('is broken by an answer to %s: %j', (path, body, word) => {
    expect(wrongWithAnswer(request(path), body)).toContainEqual(
      expect.stringContaining(word),
    );
  });

  // Without these an answer says nothing. All else may be absent or null, whatever is promised.
  it.each<[string, z.ZodType, string[]]>([
    [
      'Project',
      ours.projectSchema,
      ['created_at', 'id', 'path_with_namespace', 'web_url'],
    ],
    [
      'DeploymentExtended',
      ours.deploymentSchema,
      [
        'approval_summary.rules.deployment_approvals.created_at',
        'approval_summary.rules.deployment_approvals.status',
        'approvals.created_at',
        'approvals.status',
        'created_at',
        'deployable.created_at',
        'deployable.id',
        'deployable.name',
        'deployable.pipeline.id',
        'deployable.status',
        'environment',
        'environment.name',
        'id',
        'sha',
        'status',
        'updated_at',
      ],
    ],
    ['Environment', ours.environmentSchema, ['name']],
    ['ProtectedEnvironment', ours.protectedEnvironmentSchema, ['name']],
    ['Commit', ours.commitSchema, ['created_at', 'id']],
    ['Compare', ours.comparisonSchema, ['commits.created_at', 'commits.id']],
    ['TreeObject', ours.treeEntrySchema, ['path', 'type']],
    ['File', ours.fileSchema, ['content', 'encoding']],
    [
      'Tag',
      ours.tagSchema,
      ['commit', 'commit.created_at', 'commit.id', 'name'],
    ],
    ['Release', ours.releaseSchema, ['commit.created_at', 'commit.id']],
    ['MergeRequest', ours.mergeRequestSchema, ['created_at', 'source_branch']],
    ['PipelineBasic', ours.pipelineSchema, ['id', 'sha', 'updated_at']],
    ['Pipeline', ours.pipelineRunSchema, ['id']],
    [
      'Job',
      ours.jobSchema,
      ['created_at', 'id', 'name', 'pipeline.id', 'status'],
    ],
    ['LintResult', ours.lintSchema, []],
  ])('lets %s come with all or few properties', (entity, schema, needed) => {
    const { allowed, others } = refusedOf(entity, schema);
    expect([...new Set([...allowed, ...others])].sort()).toEqual(needed);
    expect(takesFew(entity, schema)).toBe(true);
    // The schemas of GitLab's tests let the id of a commit be null, and a commit without one is none.
    expect(allowed.filter(path => !isIdOfCommit(entity, path))).toEqual([]);
  });

  const forbidden = {
    state: 'no-permission',
    message: expect.stringContaining('Releases come without tag and commit'),
  };

  it.each([
    ['deployments', 9, { state: 'ok' }],
    ['pipelines', 8, { state: 'ok' }],
    ['releases', 0, forbidden],
    ['tags', 1, { state: 'ok' }],
  ])(
    'is enough to read %s where all is left out that may be',
    async (recognize, count, status) => {
      const host = await new StandInHost([richWorld()]).start();
      host.isScant = true;
      const sink = await collectAll({
        collector: createCollector(host.url, {
          deployments: [{ entity: '*/*', recognize, jobs: ['deploy*'] }],
        }),
        entities: [component('acme/web/shop')],
      });
      await host.stop();
      expect(sink.statuses.get('component:default/shop')).toMatchObject(status);
      expect(sink.deployments()).toHaveLength(count);
    },
  );

  it('says of an answer that breaks it what is wrong', async () => {
    const world = richWorld();
    const host = await new StandInHost([world]).start();
    host.fault = seen =>
      seen.path.endsWith('/deployments')
        ? { status: 200, body: [{ id: 1, sha: null }] }
        : undefined;
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/web/shop')],
    });
    await host.stop();
    expect(sink.statuses.get('component:default/shop')).toMatchObject({
      state: 'error',
      message: expect.stringMatching(
        /not what its documentation describes.*\[0\]\.sha/,
      ),
    });
  });

  it('asks GraphQL questions that the documented schema knows, and gets answers to all of them', async () => {
    const world = richWorld();
    const host = await new StandInHost([world]).start();
    const entities = [component('acme/web/shop')];
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities,
    });
    addPipeline(world, {
      time: Date.parse(NOW) - 8 * 3_600_000,
      random: () => 0.5,
    });
    await collectAll({ collector: createCollector(host.url), entities, sink });
    await host.stop();
    const questions = host.requests.flatMap(
      seen => questionOf(seen)?.query ?? [],
    );
    expect(
      new Set(questions.map(query => /query (\w+)/.exec(query)![1])),
    ).toEqual(new Set(['Probe', 'Environments', 'Together']));
    expect(
      questions.flatMap(query => validate(gitlabSchema, parse(query))),
    ).toEqual([]);
    // What is refused is asked in another way, which must not be needed here.
    expect(host.requests.map(({ path }) => path)).not.toContainEqual(
      expect.stringMatching(/\/jobs$/),
    );
    expect(
      new Set(host.requests.map(({ headers }) => headers.authorization)),
    ).toEqual(new Set(['Bearer secret']));
    const schemas: Record<string, z.ZodType> = {
      Probe: ours.probeAnswerSchema,
      Environments: ours.environmentsAnswerSchema,
      Together: ours.togetherSchema,
    };
    for (const query of new Set(questions)) {
      const schema = schemas[/query (\w+)/.exec(query)![1]];
      for (const [path, answer] of answersWithNull(query)) {
        expect([path, schema.safeParse(answer).error]).toEqual([
          path,
          undefined,
        ]);
      }
    }
  });

  it('reads every event that Gitbeaker, typed after the examples, says may come', () => {
    expect(Object.values(EVENTS)).toEqual(Object.keys(EVENTS).map(() => true));
  });
});
