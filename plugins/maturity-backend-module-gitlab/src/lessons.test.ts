// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
  deploymentOf,
  readWorld as read,
} from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import {
  commit,
  deployment,
  job,
  Json,
  project,
  sha,
} from './__testUtils__/world';

const MANUAL = `
stages: [build, deploy]
build: { stage: build, script: make }
deploy-production:
  stage: deploy
  when: manual
  environment: production
  script: make deploy
`;

const PIPELINE = { id: 100, source: 'push' };

function build(fields: Json = {}): Json {
  return job({
    id: 1,
    name: 'build',
    stage: 'build',
    created_at: '2026-11-02T08:00:00.000Z',
    started_at: '2026-11-02T08:01:00.000Z',
    finished_at: '2026-11-02T08:10:00.000Z',
    pipeline: PIPELINE,
    ...fields,
  });
}

describe('lessons of other implementations', () => {
  it('takes the end of the deploying job as deploy time, not the time of the request (1)', async () => {
    const deploy = job({
      id: 2,
      created_at: '2026-11-02T08:00:00.000Z',
      started_at: '2026-11-04T09:00:30.000Z',
      finished_at: '2026-11-04T09:05:00.000Z',
      queued_duration: 30,
      pipeline: PIPELINE,
    });
    const sink = await read(
      project('acme/shop', {
        files: { '.gitlab-ci.yml': MANUAL },
        jobs: { 100: [build(), deploy] },
        deployments: [
          deployment(
            {
              id: 5,
              created_at: '2026-11-02T08:00:00.000Z',
              // Touched once more, long after.
              updated_at: '2026-11-05T00:00:00.000Z',
            },
            deploy,
          ),
        ],
      }),
    );
    expect(deploymentOf(sink, 5)).toMatchObject({
      requestedAt: '2026-11-02T08:00:00.000Z',
      startedAt: '2026-11-04T09:00:30.000Z',
      finishedAt: '2026-11-04T09:05:00.000Z',
      outcome: 'succeeded',
      tier: 'production',
      waits: [
        {
          kind: 'approval',
          gate: 'deploy-production',
          // From the end of the build, not from the making of the job.
          from: '2026-11-02T08:10:00.000Z',
          to: '2026-11-04T09:00:00.000Z',
          decision: 'approved',
        },
        {
          kind: 'queue',
          from: '2026-11-04T09:00:00.000Z',
          to: '2026-11-04T09:00:30.000Z',
        },
      ],
    });
  });

  it('keeps what did not succeed, and tells failures from rejections and from what was outdated (2)', async () => {
    const ended = (id: number, status: string, deployable: Json, more = {}) =>
      deployment(
        {
          id,
          status,
          created_at: `2026-11-0${id}T08:00:00.000Z`,
          updated_at: `2026-11-0${id}T09:00:00.000Z`,
          ...more,
        },
        { id, finished_at: `2026-11-0${id}T09:00:00.000Z`, ...deployable },
      );
    const started = { started_at: '2026-11-01T08:30:00.000Z' };
    const sink = await read(
      project('acme/shop', {
        protectedEnvironments: [
          { name: 'production', required_approval_count: 1 },
        ],
        decisions: {
          3: {
            approvals: [
              {
                user: { id: 9 },
                status: 'rejected',
                created_at: '2026-11-03T08:50:00.000Z',
                comment: 'no',
              },
            ],
          },
        },
        deployments: [
          ended(1, 'failed', { ...started, failure_reason: 'script_failure' }),
          ended(2, 'canceled', {}),
          ended(3, 'failed', {}),
          ended(4, 'failed', { failure_reason: 'forward_deployment_failure' }),
          ended(5, 'success', { started_at: '2026-11-05T08:30:00.000Z' }),
        ],
      }),
    );
    expect(sink.deployments().map(({ id, outcome }) => [id, outcome])).toEqual([
      ['deployment/1', 'failed'],
      ['deployment/2', 'canceled'],
      ['deployment/3', 'rejected'],
      ['deployment/4', 'superseded'],
      ['deployment/5', 'succeeded'],
    ]);
    expect(deploymentOf(sink, 3).waits).toMatchObject([
      {
        from: '2026-11-03T08:00:00.000Z',
        to: '2026-11-03T08:50:00.000Z',
        decision: 'rejected',
      },
    ]);
  });

  it('marks changes that were cut at 1,000, and knows that a rewritten history tells nothing (5)', async () => {
    const commits = [commit('c0', '2026-10-01T00:00:00.000Z', [])];
    for (let index = 1; index <= 1001; index++) {
      commits.unshift(
        commit(
          `c${index}`,
          new Date(Date.parse('2026-10-01') + index * 60_000).toISOString(),
          [`c${index - 1}`],
        ),
      );
    }
    const at = (day: number, revision: string) =>
      deployment(
        {
          id: day,
          sha: sha(revision),
          created_at: `2026-11-0${day}T08:00:00.000Z`,
          updated_at: `2026-11-0${day}T09:00:00.000Z`,
        },
        { id: day, finished_at: `2026-11-0${day}T09:00:00.000Z` },
      );
    const sink = await read(
      project('acme/shop', {
        commits,
        deployments: [at(1, 'c0'), at(2, 'c1001'), at(3, 'gone')],
      }),
    );
    expect(deploymentOf(sink, 1).changes).toBeUndefined();
    expect(deploymentOf(sink, 2)).toMatchObject({
      truncated: true,
      rollback: false,
    });
    expect(deploymentOf(sink, 2).changes).toHaveLength(1000);
    expect(deploymentOf(sink, 3).changes).toBeUndefined();
    expect(sink.statuses.get('component:default/shop')).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('changes of 1 deployments are unknown'),
    });
  });

  it('keeps the wait for approvals apart from running, open and decided (6)', async () => {
    const approved = (status: string, at: string, user: number) => ({
      user: { id: user, username: 'grace', name: 'Grace Example' },
      status,
      created_at: at,
      comment: 'fine',
    });
    const sink = await read(
      project('acme/shop', {
        protectedEnvironments: [
          {
            name: 'production',
            approval_rules: [{ required_approvals: 2 }],
            deploy_access_levels: [],
          },
        ],
        decisions: {
          1: {
            approval_summary: {
              rules: [
                {
                  required_approvals: 2,
                  deployment_approvals: [
                    approved('approved', '2026-11-03T08:00:00.000Z', 9),
                    approved('approved', '2026-11-04T08:00:00.000Z', 7),
                  ],
                },
              ],
            },
          },
          2: { approvals: [], pending_approval_count: 2 },
        },
        deployments: [
          deployment(
            {
              id: 1,
              created_at: '2026-11-02T08:00:00.000Z',
              updated_at: '2026-11-04T08:05:00.000Z',
            },
            {
              id: 1,
              started_at: '2026-11-04T08:01:00.000Z',
              finished_at: '2026-11-04T08:05:00.000Z',
            },
          ),
          deployment(
            {
              id: 2,
              status: 'blocked',
              created_at: '2026-11-06T08:00:00.000Z',
            },
            { id: 2, status: 'manual' },
          ),
        ],
      }),
    );
    expect(deploymentOf(sink, 1).waits).toMatchObject([
      {
        kind: 'approval',
        gate: 'production',
        from: '2026-11-02T08:00:00.000Z',
        to: '2026-11-04T08:00:00.000Z',
        decision: 'approved',
        approvers: 2,
        selfApproved: true,
      },
    ]);
    const [open] = deploymentOf(sink, 2).waits!;
    expect(deploymentOf(sink, 2).outcome).toBe('pending');
    expect(open).toMatchObject({ from: '2026-11-06T08:00:00.000Z' });
    expect(open.to).toBeUndefined();
    // Who decided is counted and compared, and nowhere kept.
    expect(
      JSON.stringify([...sink.records.values(), ...sink.watermarks.values()]),
    ).not.toMatch(/grace|\bada\b|"fine"/i);
    const pipelines = sink.pipelines.get('component:default/shop');
    expect(pipelines?.flatMap(({ gates }) => gates)).toContainEqual({
      environment: 'production',
      tier: 'production',
      kind: 'required-reviewers',
      gate: 'production',
      reviewers: 2,
    });
  });

  it('has a manual job that nobody pressed wait without end, until a newer deployment takes its place (7)', async () => {
    const waiting = deployment(
      { id: 1, status: 'created', created_at: '2026-10-02T08:00:00.000Z' },
      { id: 2, status: 'manual', pipeline: PIPELINE },
    );
    const world = project('acme/shop', {
      files: { '.gitlab-ci.yml': MANUAL },
      jobs: { 100: [build({ finished_at: '2026-10-02T08:10:00.000Z' })] },
      deployments: [waiting],
    });
    const sink = await read(world);
    const [open] = deploymentOf(sink, 1).waits!;
    expect(open).toMatchObject({
      kind: 'approval',
      gate: 'deploy-production',
      from: '2026-10-02T08:10:00.000Z',
    });
    expect(open.to).toBeUndefined();
    expect(deploymentOf(sink, 1).outcome).toBe('pending');

    world.deployments.push(
      deployment(
        {
          id: 2,
          created_at: '2026-11-05T08:00:00.000Z',
          updated_at: '2026-11-05T09:00:00.000Z',
        },
        {
          id: 12,
          started_at: '2026-11-05T08:59:00.000Z',
          finished_at: '2026-11-05T09:00:00.000Z',
        },
      ),
    );
    world.lastActivityAt = '2026-11-21T00:00:00.000Z';
    await read(world, sink);
    expect(deploymentOf(sink, 1)).toMatchObject({
      outcome: 'superseded',
      waits: [],
    });
  });

  it('sees that a job has begun to wait, though its deployment was not updated', async () => {
    const created = { created_at: '2026-11-20T08:00:00.000Z' };
    const pending = (status: string) =>
      deployment(
        { id: 1, status: 'created', ...created },
        { id: 2, status, pipeline: PIPELINE, ...created },
      );
    const world = project('acme/shop', {
      files: { '.gitlab-ci.yml': MANUAL },
      jobs: {
        100: [build({ ...created, started_at: null, finished_at: null })],
      },
      deployments: [pending('created')],
    });
    const sink = await read(world);
    expect(deploymentOf(sink, 1).waits).toEqual([]);

    world.deployments = [pending('manual')];
    world.jobs[100] = [
      build({ ...created, finished_at: '2026-11-20T08:20:00.000Z' }),
    ];
    world.pipelines = [{ id: 100, updated_at: '2026-11-21T23:30:00.000Z' }];
    await read(world, sink);
    expect(deploymentOf(sink, 1).waits).toMatchObject([
      { kind: 'approval', from: '2026-11-20T08:20:00.000Z' },
    ]);
  });

  it('tells outages from facts: down is stale, gone is not found (10)', async () => {
    const world = project('acme/shop', {
      deployments: [deployment({ id: 1 })],
    });
    const host = await new StandInHost([world]).start();
    const collector = createCollector(host.url);
    const entities = [component('acme/shop'), component('acme/gone')];
    const sink = await collectAll({ collector, entities });
    expect(sink.statuses.get('component:default/gone')).toMatchObject({
      state: 'not-found',
      message: expect.stringContaining("'gitlab.com/project-slug'"),
    });
    expect(sink.statuses.get('component:default/shop')?.state).toBe('ok');

    host.fault = () => ({
      status: 429,
      body: { message: 'Too many requests' },
      headers: { 'retry-after': '3600' },
    });
    await collectAll({ collector, entities, sink });
    expect(sink.statuses.get('component:default/shop')).toMatchObject({
      state: 'stale',
      message: 'gitlab.com: Too many requests',
      retryAt: '2026-11-22T01:00:00.000Z',
    });
    host.fault = () => ({ status: 502 });
    await collectAll({ collector, entities, sink });
    expect(sink.statuses.get('component:default/shop')?.state).toBe('stale');
    expect(sink.deployments()).toHaveLength(1);
    await host.stop();
  });
});
