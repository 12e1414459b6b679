// SPDX-License-Identifier: Apache-2.0
import { Gitlab } from '@gitbeaker/rest';
import {
  collectAll,
  component,
  createCollector,
  NOW,
} from './__testUtils__/collectAll';
import { SeenRequest, StandInHost } from './__testUtils__/StandInHost';
import {
  busyProject,
  commit,
  deployment,
  sha,
  WorldProject,
} from './__testUtils__/world';

/** A route with its parameters, without the values. */
function shapeOf({ method, path, query }: SeenRequest) {
  const route = path
    .replace(/^\/v4\/projects\/[^/]+/, '/projects/:id')
    .replace(/\/files\/.+$/, '/files/:file_path')
    .replace(/\/(deployments|pipelines)\/\d+/, '/$1/:number');
  return { route: `${method} ${route}`, parameters: [...query.keys()].sort() };
}

function richWorld(): WorldProject {
  const world = busyProject('acme/shop', {
    deployments: 8,
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

describe('the contract with GitLab', () => {
  it('has no request that Gitbeaker, typed after the documentation, would not make too', async () => {
    const world = richWorld();
    const host = await new StandInHost([world]).start();
    await collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/shop'), component('acme/gone')],
      templates: [
        {
          id: 'paths',
          provider: 'gitlab',
          repository: 'gitlab.com/acme/shop',
          paths: ['ci/*.yml'],
        },
      ],
    });
    const sent = host.requests.filter(({ graphql }) => !graphql).map(shapeOf);

    host.requests.length = 0;
    const gitlab = new Gitlab({
      host: new URL(host.url).origin,
      token: 'secret',
    });
    const { id } = world;
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
      () => gitlab.Jobs.all(id, { pipelineId: id * 1000, ...page }),
      () =>
        gitlab.Pipelines.all(id, {
          status: 'success',
          orderBy: 'id',
          sort: 'asc',
          ...page,
        }),
      () => gitlab.Pipelines.show(id, id * 1000),
      () => gitlab.Lint.check(id, { includeJobs: true }),
      () => gitlab.Tags.all(id, { orderBy: 'updated', sort: 'desc', ...page }),
      () => gitlab.ProjectReleases.all(id, page),
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

  it('asks the joint question with fields and arguments of the documented schema only', async () => {
    const host = await new StandInHost([richWorld()]).start();
    await collectAll({
      collector: createCollector(host.url),
      entities: [component('acme/shop')],
    });
    await host.stop();
    const [{ graphql, token }] = host.requests;
    // https://docs.gitlab.com/api/graphql/reference/#queryprojects, #project, #repository, #projectpipelines
    expect(graphql?.query.replace(/\s+/g, ' ')).toBe(
      'query Probe($fullPaths: [String!], $ids: [ID!], $after: Time) { projects(fullPaths: $fullPaths, ids: $ids, first: 50) { nodes { id fullPath webUrl createdAt archived lastActivityAt ciConfigPathOrDefault repository { rootRef empty } pipelines(first: 20, updatedAfter: $after) { nodes { id updatedAt } } } } }',
    );
    expect(token).toBe('Bearer secret');
    expect(host.requests.every(({ token: sent }) => sent === token)).toBe(true);
  });
});
