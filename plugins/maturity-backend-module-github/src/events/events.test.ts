// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  differences,
  seeded,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
} from '../__testUtils__/collectAll';
import { useHost } from '../__testUtils__/useHost';
import {
  deploymentWebhook,
  runWebhook,
  statusWebhook,
  webhook,
} from '../__testUtils__/webhooks';
import {
  line,
  repository,
  sha,
  WorldDeployment,
  WorldRepository,
  WorldRun,
} from '../__testUtils__/world';

jest.setTimeout(60_000);

const [A, B] = ['a', 'b'].map(sha);
const REF = 'component:default/shop';
const DEPLOY = '.github/workflows/deploy.yml';
const BY_RUNS = {
  deployments: [{ recognize: 'workflow-runs', workflows: [DEPLOY] }],
};
const TEMPLATE = {
  id: 'golden',
  provider: 'github' as const,
  repository: 'github.com/acme/paths',
  paths: [DEPLOY],
};

function run(id: number, parts: Partial<WorldRun> = {}): WorldRun {
  return {
    id,
    workflowId: 1,
    path: DEPLOY,
    event: 'push',
    headSha: id === 1 ? A : B,
    status: 'completed',
    conclusion: 'success',
    createdAt: `2026-11-2${id - 1}T10:00:00Z`,
    updatedAt: `2026-11-2${id - 1}T10:10:00Z`,
    ...parts,
  };
}

function deployment(
  id: number,
  ...statuses: [string, string][]
): WorldDeployment {
  return {
    id,
    commit: id === 1 ? A : B,
    createdAt: `2026-11-2${id - 1}T10:00:00Z`,
    environment: 'production',
    runId: id,
    statuses: statuses.map(([state, time]) => ({
      state,
      at: `2026-11-2${id - 1}T${time}:00Z`,
    })),
  };
}

describe('webhooks', () => {
  const host = useHost();

  /** A repository that was read when its first deployment was live. */
  async function follow(
    config: JsonObject = {},
    parts: Partial<WorldRepository> = {},
  ) {
    const repo = repository('acme/shop', {
      commits: line({ oid: A }, { oid: B }),
      environments: [{ name: 'production', reviewers: 1 }],
      deployments: [deployment(1, ['SUCCESS', '10:10'])],
      runs: [run(1)],
      ...parts,
    });
    host.add(repo);
    const collector = createCollector(host.url, config);
    const sink = new MemorySink();
    const entities = [component('acme/shop')];
    const templates = [TEMPLATE];
    const now = () => new Date('2026-11-21T12:00:00Z');
    const poll = () =>
      collectAll({
        collector,
        entities,
        sink,
        templates,
        now: now().toISOString(),
      });
    await poll();
    host.requests.length = 0;
    return {
      repo,
      sink,
      poll,
      /** As the backend does it: what an event says is stored, what it hints at is read. */
      async deliver(event: EventParams) {
        const { items, refresh } = await collector.events.digest(
          event,
          (target): CollectorEntity[] =>
            target === 'github.com/acme/shop'
              ? [{ entityRef: REF, entity: entities[0], target }]
              : [],
          {
            logger: mockServices.logger.mock(),
            signal: new AbortController().signal,
            now,
            readWatermark: async key => sink.watermarks.get(key),
            listTemplates: async () => templates,
          },
        );
        items.forEach(item => sink.take(item));
        if (refresh.length > 0) {
          await poll();
        }
        return refresh;
      },
      find: (id: string) => sink.deployments().find(found => found.id === id),
    };
  }

  const held = () => deployment(2, ['WAITING', '10:00']);
  const waitingRun = () =>
    run(2, {
      status: 'waiting',
      conclusion: undefined,
      jobs: [
        {
          name: 'deploy',
          status: 'waiting',
          createdAt: '2026-11-21T10:00:00Z',
        },
      ],
    });

  it.each([
    ['deployment', () => deploymentWebhook(held())],
    ['deployment_status', () => statusWebhook(held(), 0)],
    ['deployment_review', () => webhook('deployment_review')],
    ['deployment_protection_rule', () => webhook('deployment_protection_rule')],
    ['workflow_run', () => runWebhook(waitingRun())],
  ])(
    '%s alone brings a deployment that waits, whichever way it is recognized',
    async (_name, event) => {
      for (const [config, id] of [
        [{}, 'deployment/2'],
        [BY_RUNS, 'run/2/1'],
      ] as const) {
        const { repo, deliver, find } = await follow(config);
        repo.deployments.push(held());
        repo.runs.push(waitingRun());
        await deliver(event());
        expect(find(id)).toMatchObject({
          outcome: 'pending',
          waits: [expect.objectContaining({ kind: 'approval' })],
        });
      }
    },
  );

  it.each([
    ['release', 'releases', () => webhook('release'), 'release/1'],
    [
      'push',
      'tags',
      () => webhook('push', { ref: 'refs/tags/v1' }),
      'tag/acme/shop/v1',
    ],
  ])(
    '%s alone brings what is live where %s are deployments',
    async (_name, recognize, event, id) => {
      const { repo, deliver, find } = await follow({
        deployments: [{ recognize }],
      });
      repo.pushedAt = '2026-11-21T10:00:00Z';
      repo.tags.push({ name: 'v1', commit: B });
      repo.releases.push({
        id: 1,
        tag: 'v1',
        commit: B,
        createdAt: '2026-11-21T10:00:00Z',
        publishedAt: '2026-11-21T10:00:00Z',
      });
      await deliver(event());
      expect(find(id)).toMatchObject({ outcome: 'succeeded', revision: B });
    },
  );

  it('push alone brings the pipelines that it changed', async () => {
    const { repo, deliver, sink } = await follow();
    repo.files[DEPLOY] =
      'on: push\njobs:\n  go:\n    environment: production\n    runs-on: x\n    steps: [{ run: ./go }]\n';
    repo.head = A;
    await deliver(
      webhook('push', {
        ref: 'refs/heads/main',
        commits: [{ added: [DEPLOY], modified: [], removed: [] }],
      }),
    );
    expect(sink.pipelines.get(REF)).toEqual([
      expect.objectContaining({ path: DEPLOY }),
    ]);
  });

  it('workflow_run alone brings the first green build of a new repository', async () => {
    const createdAt = '2026-11-20T00:00:00Z';
    const { repo, deliver, sink } = await follow(
      {},
      { createdAt, runs: [], deployments: [] },
    );
    const green = run(2, { path: '.github/workflows/ci.yml' });
    repo.runs.push(green);
    await deliver(runWebhook(green, { created_at: createdAt }));
    expect(sink.provisionings()).toEqual([
      expect.objectContaining({
        firstGreenBuildAt: '2026-11-21T10:10:00.000Z',
      }),
    ]);
    // There is only one first.
    expect(await deliver(runWebhook(green, { created_at: createdAt }))).toEqual(
      [],
    );
  });

  it('workflow_run alone, or the next poll, tells that a deployment was canceled and did not fail', async () => {
    for (const how of ['event', 'poll'] as const) {
      const { repo, deliver, poll, find } = await follow();
      const canceled = deployment(
        2,
        ['IN_PROGRESS', '10:01'],
        ['FAILURE', '11:30'],
      );
      const itsRun = run(2, { status: 'in_progress', conclusion: undefined });
      repo.deployments.push(canceled);
      repo.runs.push(itsRun);
      await deliver(statusWebhook(canceled, 1));
      expect(find('deployment/2')).toMatchObject({ outcome: 'pending' });

      itsRun.status = 'completed';
      itsRun.conclusion = 'cancelled';
      itsRun.updatedAt = '2026-11-21T11:31:00Z';
      await (how === 'event' ? deliver(runWebhook(itsRun)) : poll());
      expect(find('deployment/2')).toMatchObject({ outcome: 'canceled' });
      host.requests.length = 0;
      await poll();
      expect(host.requests).toHaveLength(2);
    }
  });

  it.each([
    ['release', () => webhook('release', {}, 'acme/paths')],
    ['push', () => webhook('push', { ref: 'refs/tags/v2' }, 'acme/paths')],
  ])(
    '%s alone brings a version of a golden path that is in no catalog',
    async (_name, event) => {
      const { deliver, sink } = await follow();
      host.add(
        repository('acme/paths', {
          commits: line({ oid: A }),
          tags: [{ name: 'v2.0.0', commit: A }],
        }),
      );
      await deliver(event());
      expect(sink.templates).toEqual([
        expect.objectContaining({
          template: expect.objectContaining({
            versions: [expect.objectContaining({ name: 'v2.0.0' })],
          }),
        }),
      ]);
    },
  );

  it('of runs that deploy nothing cost nothing, however many', async () => {
    for (const config of [{}, BY_RUNS]) {
      const { deliver } = await follow(config);
      for (let count = 0; count < 100; count++) {
        await deliver(
          runWebhook(run(2, { path: '.github/workflows/test.yml' })),
        );
      }
      expect(host.requests).toHaveLength(0);
    }
  });

  it('end with what a poll finds, in any order, twice, or without some of them', async () => {
    host.quick = true;
    const random = seeded(5);
    const whole = deployment(
      2,
      ['WAITING', '10:00'],
      ['QUEUED', '10:20'],
      ['IN_PROGRESS', '10:21'],
      ['SUCCESS', '10:30'],
    );
    const itsRun = run(2, {
      updatedAt: '2026-11-21T10:31:00Z',
      reviews: [{ state: 'APPROVED', user: 2, environments: ['production'] }],
    });
    const events = [
      deploymentWebhook(whole),
      ...whole.statuses.map((_, index) => statusWebhook(whole, index)),
      webhook('deployment_review'),
      webhook('deployment_protection_rule'),
      runWebhook(itsRun),
      webhook('release'),
      webhook('push'),
    ];
    const happen = async (delivered: EventParams[], polls: boolean) => {
      const { repo, deliver, poll, sink } = await follow();
      // The host is some statuses ahead of the events, or all of them.
      const early = Math.floor(random() * 5);
      const moving = { ...whole, statuses: whole.statuses.slice(0, early) };
      repo.deployments.push(moving);
      repo.runs.push(itsRun);
      for (const [index, event] of delivered.entries()) {
        if (index === Math.floor(delivered.length / 2)) {
          moving.statuses = whole.statuses;
        }
        await deliver(event);
      }
      moving.statuses = whole.statuses;
      if (polls) {
        await poll();
      }
      return sink.records;
    };
    const polled = await happen([], true);
    expect([...polled.keys()].some(key => key.endsWith('/2'))).toBe(true);
    for (let turn = 0; turn < 4; turn++) {
      const shuffled = [...events, ...events].sort(() => random() - 0.5);
      expect(differences(await happen(shuffled, false), polled)).toEqual([]);
      const some = shuffled.slice(0, turn);
      expect(differences(await happen(some, true), polled)).toEqual([]);
    }
  });
});
