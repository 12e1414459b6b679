// SPDX-License-Identifier: Apache-2.0
import {
  CommitSchema,
  DeploymentSchema,
  EnvironmentSchema,
  ExpandedPipelineSchema,
  Gitlab,
  JobSchema,
  LintSchema,
  MergeRequestSchemaWithBasicLabels,
  PipelineSchema,
  ProjectSchema,
  ProtectedEnvironmentSchema,
  ReleaseSchema,
  RepositoryCompareSchema,
  RepositoryFileExpandedSchema,
  RepositoryTreeSchema,
  TagSchema,
  WebhookDeploymentEventSchema,
  WebhookJobEventSchema,
  WebhookMergeRequestEventSchema,
  WebhookPipelineEventSchema,
  WebhookPushEventSchema,
} from '@gitbeaker/rest';
import { SeenRequest } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { parse, validate } from 'graphql';
import { z } from 'zod';
import {
  collectAll,
  component,
  createCollector,
  NOW,
} from './__testUtils__/collectAll';
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
import * as events from './digest/schema';
import * as ours from './schema';

/** A route with its parameters, without the values. */
function shapeOf({ method, path, query }: SeenRequest) {
  const route = path
    .replace(/^\/api\/v4\/projects\/[^/]+/, '/projects/:id')
    .replace(/\/files\/.+$/, '/files/:file_path')
    .replace(/\/(deployments|pipelines)\/\d+/, '/$1/:number');
  return { route: `${method} ${route}`, parameters: [...query.keys()].sort() };
}

function richWorld(): WorldProject {
  const world = busyProject('acme/shop', {
    pipelines: 4,
    now: NOW,
    seed: 1,
  });
  world.files['.gitlab-ci.yml'] += 'include: /ci/*.yml\n';
  world.files['ci/extra.yml'] = 'extra: { script: make }\n';
  world.environments.shift();
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
  return world;
}

/** Whether a schema of ours takes all that a type of Gitbeaker's says may come. */
type Reads<
  Schema extends z.ZodType,
  Response,
> = Response extends z.input<Schema> ? true : false;

// Types: what is wrong here does not compile. Gitbeaker types the job of a deployment as a part of a job, and the
// documentation shows a whole one.
const RESPONSES: Record<string, true> = {
  project: true satisfies Reads<typeof ours.projectSchema, ProjectSchema>,
  deployment: true satisfies Reads<
    typeof ours.deploymentSchema,
    DeploymentSchema & { deployable: JobSchema }
  >,
  job: true satisfies Reads<typeof ours.jobSchema, JobSchema>,
  environment: true satisfies Reads<
    typeof ours.environmentSchema,
    EnvironmentSchema
  >,
  protectedEnvironment: true satisfies Reads<
    typeof ours.protectedEnvironmentSchema,
    ProtectedEnvironmentSchema
  >,
  commit: true satisfies Reads<typeof ours.commitSchema, CommitSchema>,
  comparison: true satisfies Reads<
    typeof ours.comparisonSchema,
    RepositoryCompareSchema
  >,
  mergeRequest: true satisfies Reads<
    typeof ours.mergeRequestSchema,
    MergeRequestSchemaWithBasicLabels
  >,
  pipelineThatDeploys: true satisfies Reads<
    typeof ours.pipelineSchema,
    PipelineSchema
  >,
  pipelineOfList: true satisfies Reads<
    typeof ours.pipelineRunSchema,
    PipelineSchema
  >,
  pipeline: true satisfies Reads<
    typeof ours.pipelineRunSchema,
    ExpandedPipelineSchema
  >,
  file: true satisfies Reads<
    typeof ours.fileSchema,
    RepositoryFileExpandedSchema
  >,
  treeEntry: true satisfies Reads<
    typeof ours.treeEntrySchema,
    RepositoryTreeSchema
  >,
  lint: true satisfies Reads<typeof ours.lintSchema, LintSchema>,
  tag: true satisfies Reads<typeof ours.tagSchema, TagSchema>,
  release: true satisfies Reads<typeof ours.releaseSchema, ReleaseSchema>,
  deploymentEvent: true satisfies Reads<
    typeof events.deploymentEventSchema,
    WebhookDeploymentEventSchema
  >,
  pipelineEvent: true satisfies Reads<
    typeof events.pipelineEventSchema,
    WebhookPipelineEventSchema
  >,
  jobEvent: true satisfies Reads<
    typeof events.jobEventSchema,
    WebhookJobEventSchema
  >,
  mergeRequestEvent: true satisfies Reads<
    typeof events.mergeRequestEventSchema,
    WebhookMergeRequestEventSchema
  >,
  pushEvent: true satisfies Reads<
    typeof events.pushEventSchema,
    WebhookPushEventSchema
  >,
};

describe('the contract with GitLab', () => {
  it('has no request that Gitbeaker, typed after the documentation, would not make too', async () => {
    const world = richWorld();
    const host = await new StandInHost([world]).start();
    // What is else asked together goes one by one.
    host.fault = request =>
      questionOf(request)?.query.includes('Together')
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
        component('acme/shop'),
        component('acme/gone'),
        ...['pipelines', 'releases', 'tags'].map(name => ({
          ...component('acme/shop'),
          metadata: { ...component('acme/shop').metadata, name },
        })),
      ],
      templates: [
        {
          id: 'paths',
          provider: 'gitlab',
          repository: 'gitlab.com/acme/shop',
          paths: ['ci/*.yml'],
        },
      ],
    });
    const sent = host.requests
      .filter(request => !questionOf(request))
      .map(shapeOf);

    host.requests.length = 0;
    const gitlab = new Gitlab({
      host: new URL(host.url).origin,
      token: 'secret',
    });
    const { id } = world;
    const pipeline = Number(world.pipelines[0].id);
    const page = { perPage: 100, page: 1, maxPages: 1 };
    const calls: (() => Promise<unknown>)[] = [
      () => gitlab.Projects.show(id),
      () =>
        gitlab.Deployments.all(id, {
          orderBy: 'updated_at',
          sort: 'asc',
          updatedAfter: NOW,
          ...page,
        }),
      () => gitlab.Deployments.show(id, 1),
      () => gitlab.Environments.all(id, { name: 'production', ...page }),
      () => gitlab.ProjectProtectedEnvironments.all(id, page),
      () =>
        gitlab.Commits.all(id, {
          refName: 'main',
          since: NOW,
          until: NOW,
          path: 'a',
          ...page,
        }),
      () => gitlab.Repositories.compare(id, sha('side'), sha('side')),
      () =>
        gitlab.Repositories.allRepositoryTrees(id, {
          ref: 'main',
          recursive: true,
          ...page,
        }),
      () => gitlab.RepositoryFiles.show(id, 'ci/extra.yml', 'main'),
      () =>
        gitlab.MergeRequests.all({
          projectId: id,
          state: 'merged',
          scope: 'all',
          orderBy: 'updated_at',
          sort: 'asc',
          updatedAfter: NOW,
          createdBefore: NOW,
          ...page,
        }),
      () =>
        gitlab.Jobs.all(id, {
          pipelineId: pipeline,
          includeRetried: true,
          ...page,
        }),
      () =>
        gitlab.Pipelines.all(id, {
          status: 'success',
          orderBy: 'updated_at',
          sort: 'asc',
          updatedAfter: NOW,
          ...page,
        }),
      () => gitlab.Pipelines.show(id, pipeline),
      () => gitlab.Lint.check(id, { includeJobs: true }),
      () => gitlab.Tags.all(id, { orderBy: 'updated', sort: 'desc', ...page }),
      () =>
        gitlab.ProjectReleases.all(id, {
          orderBy: 'released_at',
          sort: 'desc',
          ...page,
        }),
    ];
    for (const call of calls) {
      await call();
    }
    await host.stop();
    const documented = new Map(
      host.requests
        .map(shapeOf)
        .map(({ route, parameters }) => [route, parameters]),
    );

    expect(new Set(sent.map(({ route }) => route))).toEqual(
      new Set(documented.keys()),
    );
    for (const { route, parameters } of sent) {
      expect([route, ...documented.get(route)!]).toEqual(
        expect.arrayContaining(parameters),
      );
    }
  });

  it('asks GraphQL questions that the documented schema knows, and gets answers to all of them', async () => {
    const world = richWorld();
    const host = await new StandInHost([world]).start();
    const entities = [component('acme/shop')];
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
      request => questionOf(request)?.query ?? [],
    );
    expect(
      new Set(questions.map(query => /query (\w+)/.exec(query)![1])),
    ).toEqual(new Set(['Probe', 'Together']));
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
  });

  it('reads every response and event that Gitbeaker, typed after the documentation, says may come', () => {
    expect(Object.values(RESPONSES)).toEqual(
      Object.keys(RESPONSES).map(() => true),
    );
  });
});
