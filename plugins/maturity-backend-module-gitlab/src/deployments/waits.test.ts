// SPDX-License-Identifier: Apache-2.0
import { deploymentOf, readWorld } from '../__testUtils__/collectAll';
import { deployment, job, project } from '../__testUtils__/world';

const REF = 'component:default/shop';
const at = (day: number, time: string) => `2026-11-0${day}T${time}:00.000Z`;

const PIPELINE = `
stages: [build, rest, deploy]
build: { stage: build, script: make }
rest: { stage: rest, when: delayed, start_in: 30 minutes, script: date }
deploy-production: { stage: deploy, when: delayed, start_in: 1 hour, environment: production, script: make deploy }
`;

/** A pipeline in which the deployment, and a stage before it, wait for a time. */
function delayed(day: number, deploying: Record<string, unknown>) {
  const pipeline = { id: day * 100, iid: day };
  const made = (number: number, fields: Record<string, unknown>) =>
    job({
      id: day * 10 + number,
      created_at: at(day, '08:00'),
      pipeline,
      ...fields,
    });
  const jobs = [
    made(1, {
      name: 'build',
      stage: 'build',
      started_at: at(day, '08:00'),
      finished_at: at(day, '08:10'),
      queued_duration: 0,
    }),
    made(2, {
      name: 'rest',
      stage: 'rest',
      started_at: at(day, '08:40'),
      finished_at: at(day, '08:41'),
      queued_duration: 0,
    }),
    made(3, deploying),
  ];
  return {
    jobs,
    deployment: deployment(
      {
        id: day,
        created_at: at(day, '08:00'),
        updated_at: at(day, '10:00'),
        status: deploying.status === 'scheduled' ? 'created' : 'success',
      },
      jobs[2],
    ),
  };
}

describe('a deployment that waits', () => {
  it('is watched until a newer one takes its place, among hundreds of previews that never end', async () => {
    const waiting = (id: number, environment: string, time: string) =>
      deployment(
        {
          id,
          status: 'created',
          created_at: time,
          environment: { id, name: environment },
        },
        { id, status: 'manual' },
      );
    const world = project('acme/shop', {
      deployments: [
        waiting(1, 'production', at(1, '08:00')),
        ...Array.from({ length: 250 }, (_, index) =>
          waiting(1000 + index, `review/${index}`, at(2, '08:00')),
        ),
      ],
    });
    const sink = await readWorld(world);
    expect(deploymentOf(sink, 1)).toMatchObject({ outcome: 'pending' });
    world.deployments.push(
      deployment(
        { id: 2, created_at: at(3, '08:00') },
        { id: 2, started_at: at(3, '08:10'), finished_at: at(3, '08:20') },
      ),
    );
    world.lastActivityAt = at(3, '08:00');
    await readWorld(world, sink);
    expect(deploymentOf(sink, 1)).toMatchObject({ outcome: 'superseded' });
  });
});

describe('a job whose resource group is busy', () => {
  it('waits for that from its turn on, also once GitLab has forgotten it', async () => {
    const pipeline = { id: 100, iid: 1 };
    const build = job({
      id: 11,
      name: 'build',
      stage: 'build',
      created_at: at(1, '08:00'),
      started_at: at(1, '08:00'),
      finished_at: at(1, '08:10'),
      pipeline,
    });
    const deploying = (fields: Record<string, unknown>) =>
      job({ id: 12, created_at: at(1, '08:00'), pipeline, ...fields });
    const during = deploying({ status: 'waiting_for_resource' });
    const world = project('acme/shop', {
      deployments: [
        deployment(
          { id: 1, status: 'created', created_at: at(1, '08:00') },
          during,
        ),
      ],
      jobs: { 100: [build, during] },
    });
    const sink = await readWorld(world);
    const [open] = deploymentOf(sink, 1).waits!;
    expect(open).toMatchObject({
      kind: 'concurrency',
      from: at(1, '08:10'),
    });
    expect(open.to).toBeUndefined();

    const after = deploying({
      started_at: at(1, '08:31'),
      finished_at: at(1, '08:40'),
      queued_duration: 60,
    });
    world.jobs[100] = [build, after];
    world.deployments = [
      deployment(
        { id: 1, created_at: at(1, '08:00'), updated_at: at(1, '08:40') },
        after,
      ),
    ];
    world.lastActivityAt = at(1, '08:40');
    await readWorld(world, sink);
    expect(deploymentOf(sink, 1).waits).toMatchObject([
      { kind: 'concurrency', from: at(1, '08:10'), to: at(1, '08:30') },
      { kind: 'queue', from: at(1, '08:30'), to: at(1, '08:31') },
    ]);
  });
});

describe('a job that is delayed', () => {
  it('waits for its time, not for a person or a runner, and has no end while it is to come', async () => {
    const done = delayed(1, {
      started_at: at(1, '09:42'),
      finished_at: at(1, '09:50'),
      queued_duration: 60,
    });
    const open = delayed(2, { status: 'scheduled' });
    const sink = await readWorld(
      project('acme/shop', {
        files: { '.gitlab-ci.yml': PIPELINE },
        lintedJobs: [
          { name: 'build', when: 'on_success' },
          { name: 'rest', when: 'delayed' },
          { name: 'deploy-production', when: 'delayed' },
        ],
        deployments: [done.deployment, open.deployment],
        jobs: { 100: done.jobs, 200: open.jobs },
      }),
    );
    expect(deploymentOf(sink, 1).waits).toMatchObject([
      { kind: 'timer', gate: 'rest', from: at(1, '08:10'), to: at(1, '08:40') },
      {
        kind: 'timer',
        gate: 'deploy-production',
        from: at(1, '08:41'),
        to: at(1, '09:41'),
      },
      { kind: 'queue', from: at(1, '09:41'), to: at(1, '09:42') },
    ]);
    expect(deploymentOf(sink, 1).waits).not.toContainEqual(
      expect.objectContaining({ approvers: 1 }),
    );
    const waits = deploymentOf(sink, 2).waits!;
    expect(waits).toMatchObject([
      { kind: 'timer', gate: 'rest' },
      { kind: 'timer', gate: 'deploy-production', from: at(2, '08:41') },
    ]);
    expect(waits[1].to).toBeUndefined();
    expect(sink.pipelines.get(REF)!.flatMap(({ gates }) => gates)).toEqual([
      {
        kind: 'wait-timer',
        environment: 'production',
        gate: 'deploy-production',
      },
    ]);
  });
});
