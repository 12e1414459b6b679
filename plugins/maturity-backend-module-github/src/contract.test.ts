// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse, validate } from 'graphql';
import {
  collectAll,
  component,
  createCollector,
} from './__testUtils__/collectAll';
import {
  githubSchema,
  packageFile,
  questionOf,
  StandInHost,
} from './__testUtils__/StandInHost';
import { Flesh } from './__testUtils__/restRoutes';
import { line, repository, sha, WorldRepository } from './__testUtils__/world';

jest.setTimeout(120_000);

/** OpenAPI 3.0 says `nullable` where JSON Schema has no word for it beside a reference. */
function nullable(value: any): any {
  if (Array.isArray(value)) {
    return value.map(nullable);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const mapped = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, nullable(member)]),
  );
  if (mapped.nullable === true && !mapped.type) {
    const { nullable: _nullable, ...rest } = mapped;
    return { anyOf: [rest, { type: 'null' }] };
  }
  return mapped;
}

const published = JSON.parse(
  readFileSync(
    packageFile('@octokit/openapi/generated/api.github.com.json'),
    'utf8',
  ),
);

const openapi = {
  ...published,
  components: {
    ...published.components,
    schemas: nullable(published.components.schemas),
  },
};

/** Slim objects of the stand-in host, completed by the examples that GitHub publishes with its OpenAPI document. */
const flesh: Flesh = (kind, slim: any) => {
  const example = (name: string) =>
    structuredClone(openapi.components.examples[name].value);
  switch (kind) {
    case 'run': {
      const run = example('workflow-run');
      return { ...run, ...slim, actor: { ...run.actor, ...slim.actor } };
    }
    case 'job':
      return { ...example('job'), ...slim };
    case 'rule': {
      // Published as a list of the members of what is answered.
      const { custom_deployment_protection_rules: rules } = Object.assign(
        {},
        ...example('deployment-protection-rules'),
      );
      return { ...rules[0], ...slim, app: { ...rules[0].app, ...slim.app } };
    }
    case 'comparison':
      return { ...example('commit-comparison'), ...slim };
    default: {
      const [commit] = example('commit-comparison').commits;
      return {
        ...commit,
        sha: slim.sha,
        parents: slim.parents.map((parent: object) => ({
          ...commit.parents[0],
          ...parent,
        })),
        commit: {
          ...commit.commit,
          message: slim.commit.message,
          author: { ...commit.commit.author, ...slim.commit.author },
          committer: { ...commit.commit.committer, ...slim.commit.committer },
        },
      };
    }
  }
};

const [A, B, P, X] = ['a', 'b', 'p', 'x'].map(sha);
const commits = [
  ...line({ oid: A }, { oid: B }),
  // Off the default branch and before what is read of it, so that it is compared.
  {
    oid: X,
    committedDate: '2025-01-01T00:00:00Z',
    parents: [P],
  },
  { oid: P, committedDate: '2024-01-01T00:00:00Z', parents: [A] },
];

const base: Partial<WorldRepository> = {
  createdAt: '2026-09-01T00:00:00Z',
  commits,
  head: B,
  environments: [
    { name: 'production', reviewers: 1, timerMinutes: 5, branchPolicy: true },
    { name: 'emea', apps: ['change-board'] },
    // More than come at first.
    ...Array.from({ length: 25 }, (_, index) => ({ name: `pr-${index}` })),
  ],
  files: { '.github/workflows/deploy.yml': 'on: push\njobs: {}\n' },
  releases: [
    {
      id: 5,
      tag: 'v1.0.0',
      commit: A,
      createdAt: '2026-10-01T09:00:00Z',
      publishedAt: '2026-10-01T10:00:00Z',
    },
  ],
  tags: [
    { name: 'v1.0.0', commit: A },
    { name: 'v1.1.0', commit: B, taggedAt: '2026-10-03T10:00:00Z' },
  ],
  deployments: [A, B, X, A].map((commit, index) => ({
    id: index + 1,
    createdAt: `2026-10-0${index + 4}T10:00:00Z`,
    environment: index === 3 ? 'emea' : 'production',
    commit,
    runId: index + 1,
    statuses: [
      { state: 'WAITING', at: `2026-10-0${index + 4}T10:00:00Z` },
      ...Array.from({ length: 40 }, () => ({
        state: 'IN_PROGRESS',
        at: `2026-10-0${index + 4}T10:01:00Z`,
      })),
      { state: 'SUCCESS', at: `2026-10-0${index + 4}T10:05:00Z` },
    ],
  })),
  runs: [1, 2, 3, 4].map(id => ({
    id,
    workflowId: 1,
    path: '.github/workflows/deploy.yml',
    event: 'push',
    headSha: A,
    status: 'completed',
    conclusion: 'success',
    attempt: id === 2 ? 2 : 1,
    earlier: [
      {
        conclusion: 'failure',
        startedAt: '2026-10-04T09:00:00Z',
        updatedAt: '2026-10-04T09:10:00Z',
      },
    ].slice(0, id === 2 ? 1 : 0),
    createdAt: '2026-10-04T09:00:00Z',
    updatedAt: '2026-10-04T11:00:00Z',
    actor: 1,
    jobs: [
      {
        name: 'deploy',
        status: 'completed',
        createdAt: '2026-10-04T09:00:00Z',
        startedAt: '2026-10-04T09:00:30Z',
      },
    ],
  })),
};

describe('the contract with GitHub', () => {
  const slugs = ['deployments', 'workflow-runs', 'releases', 'tags'].map(
    name => `acme/${name}`,
  );
  const host = new StandInHost(slugs.map(slug => repository(slug, base)));
  host.responses = new Map();
  host.flesh = flesh;

  let states: string[] = [];

  beforeAll(async () => {
    await host.start();
    const collector = createCollector(host.url, {
      deployments: slugs.map(slug => ({
        repository: slug,
        recognize: slug.split('/')[1],
        ...(slug.endsWith('runs') && { workflows: ['*deploy*'] }),
      })),
    });
    const read = {
      collector,
      entities: slugs.map(slug =>
        component(slug, { 'delivery-maturity.io/paths': 'services/shop/**' }),
      ),
      templates: [
        {
          id: 'paths',
          provider: 'github' as const,
          repository: 'github.com/acme/tags',
          paths: ['.github/workflows/*'],
        },
      ],
    };
    // One that is not the newest ends later, and is asked for by its id then.
    const { deployments } = host.world.get('acme/deployments')!;
    const later = (id: number, at: string) => ({
      id,
      createdAt: at,
      environment: 'production',
      commit: B,
      statuses: [{ state: 'IN_PROGRESS', at }],
    });
    deployments.push(
      later(14, '2026-11-10T10:00:00Z'),
      later(15, '2026-11-20T10:00:00Z'),
    );
    const sink = await collectAll(read);
    deployments[4].statuses.push({
      state: 'SUCCESS',
      at: '2026-11-20T10:10:00Z',
    });
    await collectAll({ ...read, sink });
    // Protection rules are looked at again every day.
    await collectAll({ ...read, sink, now: '2026-11-23T12:00:00Z' });
    states = [...sink.statuses.values()].map(({ state }) => state);
  });
  afterAll(() => host.stop());

  it('reads every way of recognizing deployments', () => {
    expect(states).toEqual(slugs.map(() => 'ok'));
  });

  const questions = () =>
    host.requests.flatMap(request => questionOf(request) ?? []);

  it('sends no GraphQL query that the published schema refuses', () => {
    const queries = new Map(
      questions().map(
        ({ query }) => [/query (\w+)/.exec(query)![1], query] as const,
      ),
    );
    expect([...queries.keys()].sort()).toEqual([
      'Branch',
      'Commits',
      'DeploymentsById',
      'Details',
      'Environments',
      'Gates',
      'Histories',
      'MoreStatuses',
      'OpenDeployments',
      'Paths',
      'Probe',
      'RunReviews',
      'Template',
      'Templates',
      'Versions',
    ]);
    const refusals = questions().flatMap(({ query }) =>
      validate(githubSchema(), parse(query)),
    );
    expect(refusals).toEqual([]);
    for (const { body } of host.responses!.values()) {
      expect((body as { errors?: unknown }).errors).toBeUndefined();
    }
  });

  it('calls only published operations with published parameters, and reads what their schemas describe', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addFormat('repo.nwo', true);
    ajv.addSchema({ ...openapi, $id: 'github' });
    const operations = Object.keys(openapi.paths).map(path => ({
      path,
      expression: new RegExp(
        `^${path
          .replace(/\{basehead\}/, '[^/]+')
          .replace(/\{\w+\}/g, '[^/]+')}$`,
      ),
    }));
    const seen = new Set<string>();
    for (const [request, response] of host.responses!) {
      const { path, query } = request;
      if (questionOf(request)) {
        continue;
      }
      const operation = operations.find(({ expression }) =>
        expression.test(decodeURIComponent(path)),
      );
      expect(operation).toBeDefined();
      seen.add(operation!.path);
      const { parameters, responses } = openapi.paths[operation!.path].get;
      const names = parameters.map(
        ({ $ref, name }: { $ref?: string; name?: string }) =>
          name ?? openapi.components.parameters[$ref!.split('/').pop()!].name,
      );
      expect(names).toEqual(expect.arrayContaining([...query.keys()]));
      expect(response.status).toBe(200);
      const schema = JSON.parse(
        JSON.stringify(
          responses['200'].content['application/json'].schema,
        ).replace(/"#\//g, '"github#/'),
      );
      const check = ajv.compile(schema);
      check(response.body);
      expect(check.errors ?? []).toEqual([]);
    }
    expect([...seen].sort()).toEqual([
      '/repos/{owner}/{repo}/actions/runs',
      '/repos/{owner}/{repo}/actions/runs/{run_id}',
      '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
      '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
      '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
      '/repos/{owner}/{repo}/compare/{basehead}',
      '/repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules',
    ]);
  });
});
