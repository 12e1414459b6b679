// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { mergeRecords } from '@delivery-maturity/backstage-plugin-maturity-common';
import { component } from '../__testUtils__/collectAll';
import { digestEvent, EVENT_TOPICS } from '.';
import { toDeployment } from '../deployments/toDeployment';
import { deploymentSchema } from '../client/schema';
import { DEFAULT_RULE, RecognitionRule } from '../config';
import * as examples from '../__testUtils__/webhooks';
import * as code from '../__testUtils__/webhooksOfCode';

const entity = {
  entityRef: 'component:default/shop',
  entity: component('acme/shop'),
  target: 'gitlab.com/acme/shop',
};

function digest(
  eventPayload: unknown,
  topic = 'gitlab',
  rules: RecognitionRule[] = [],
) {
  return digestEvent(
    { topic, eventPayload },
    target => (target === entity.target ? [entity] : []),
    { logger: mockServices.logger.mock() },
    { rules },
  );
}

function permutations<T>(items: T[]): T[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first, index) =>
        permutations(items.filter((_one, other) => other !== index)).map(
          rest => [first, ...rest],
        ),
      );
}

describe('webhooks', () => {
  it('carry a deployment, with its tier and the time of the change', async () => {
    const { items, refresh } = await digest(examples.deployment('success'));
    expect(refresh).toEqual(['gitlab.com/acme/shop']);
    expect(items).toEqual([
      {
        kind: 'record',
        entityRef: 'component:default/shop',
        item: {
          type: 'deployment',
          record: {
            source: 'gitlab.com',
            id: 'deployment/15',
            entityRef: 'component:default/shop',
            observedAt: '2026-11-20T19:50:00.000Z',
            observation: 'event',
            repository: 'gitlab.com/acme/shop',
            service: 'production',
            environment: 'production',
            tier: 'production',
            revision: '279484c09fbe69ededfced8c1bb6e6d24616b468',
            url: 'https://gitlab.com/acme/shop/-/jobs/796',
            finishedAt: '2026-11-20T19:50:00.000Z',
            outcome: 'succeeded',
          },
        },
      },
    ]);
  });

  it.each(['success', 'failed', 'canceled'])(
    'mean the same in any order, twice and never, once a deployment that ended with %s was read',
    async status => {
      const read = toDeployment(
        deploymentSchema.parse({
          id: 15,
          ref: '1.0.0',
          sha: '279484c09fbe69ededfced8c1bb6e6d24616b468',
          status,
          created_at: '2026-11-20T19:00:00.100Z',
          updated_at: '2026-11-20T19:50:00.200Z',
          environment: { name: 'production' },
          deployable: {
            id: 796,
            name: 'deploy',
            status,
            created_at: '2026-11-20T19:00:00.100Z',
            started_at: '2026-11-20T19:45:00.100Z',
            // Events tell whole seconds, and the earlier of two ends is the end.
            finished_at: '2026-11-20T19:50:00.000Z',
          },
        }),
        {
          host: 'gitlab.com',
          repository: 'gitlab.com/acme/shop',
          projectUrl: 'https://gitlab.com/acme/shop',
          tier: 'production',
          jobs: [],
          holding: { manual: new Set(), delayed: new Set() },
        },
      );
      const digested = await Promise.all(
        [
          examples.deployment('blocked', '2026-11-20 21:00:00 +0200'),
          examples.deployment('approved', '2026-11-20 19:40:00 UTC'),
          examples.deployment('running', '2026-11-20 19:45:00 UTC'),
          examples.deployment(status),
        ].map(payload => digest(payload)),
      );
      const told = digested.flatMap(({ items }) =>
        items.flatMap(item =>
          item.kind === 'record' && item.item.type === 'deployment'
            ? [item.item.record]
            : [],
        ),
      );
      const { entityRef } = entity;
      const never = { ...read, entityRef };
      for (const order of permutations([...told, never])) {
        // The read says all that events say, and more of it.
        expect(mergeRecords([...order, ...order])).toEqual([
          { ...never, url: expect.any(String) },
        ]);
      }
    },
  );

  it('carry a deployment that no job made', async () => {
    const { items } = await digest(examples.deploymentWithoutJob);
    expect(items).toMatchObject([
      { item: { record: { id: 'deployment/15' } } },
    ]);
    expect(JSON.stringify(items)).not.toContain('"url"');
  });

  it('tell nobody who deployed or decided', async () => {
    const { items } = await digest({
      ...examples.decision('approved'),
      status: 'success',
    });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/ada|grace/i);
  });

  it.each([
    [
      'a failure, whose reason only a read tells',
      examples.deployment('failed'),
    ],
    ['a pipeline that deploys', examples.pipeline],
    ['an approval', examples.decision('approved')],
    ['a rejection', examples.decision('rejected')],
    ['a cancellation', examples.deployment('canceled')],
    ['a job that deploys', examples.job],
    ['a job that deploys, as newer hosts tell it', examples.jobOfProject],
    ['a merge', code.mergeRequest('merge')],
    ['a push that touches pipelines', code.push(['.gitlab-ci.yml'])],
    ['a push of more commits than are told', code.longPush],
    ['a push that a hook of the whole host tells', code.systemPush],
  ])('ask to read soon after %s', async (_what, payload) => {
    expect(await digest(payload)).toMatchObject({
      items: [],
      refresh: ['gitlab.com/acme/shop'],
    });
  });

  it.each([
    ['a push of other files', code.push(['README.md'])],
    ['a job that does not deploy', { ...examples.job, environment: null }],
    ['a merge request that is opened', code.mergeRequest('open')],
    ['a release, which is no deployment here', code.release],
    ['a tag, which is no deployment here', code.tagPush],
    ['what a push of any branch adds for the whole host', code.systemUpdate],
    [
      'another project',
      {
        ...examples.deployment('success'),
        project: { ...examples.project, id: 99, path_with_namespace: 'a/b' },
      },
    ],
    ['something else', { hello: 'world' }],
  ])('do nothing about %s', async (_what, payload) => {
    expect(await digest(payload)).toMatchObject({ items: [], refresh: [] });
  });

  it.each([
    ['a tag', 'tags', code.tagPush],
    ['a tag that a hook of the whole host tells', 'tags', code.systemTagPush],
    ['the tag of a release', 'releases', code.tagPush],
    ['a release', 'releases', code.release],
    ['a job', 'pipelines', { ...examples.job, environment: null }],
  ] as const)(
    'ask to read after %s where that is a deployment',
    async (_what, recognize, payload) => {
      expect((await digest(payload)).refresh).toEqual([]);
      const rule = { ...DEFAULT_RULE, recognize };
      expect((await digest(payload, 'gitlab', [rule])).refresh).toEqual([
        entity.target,
      ]);
    },
  );

  it('come by the topic of all events, since most carry no event name', () => {
    expect(EVENT_TOPICS).toContain('gitlab');
    expect(examples.pipeline).not.toHaveProperty('event_name');
  });
});
