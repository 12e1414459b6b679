// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { mergeRecords } from '@delivery-maturity/backstage-plugin-maturity-common';
import { component } from '../__testUtils__/collectAll';
import { digestEvent, EVENT_TOPICS } from '.';
import { DEFAULT_RULE, RecognitionRule } from '../config';
import * as examples from '../__testUtils__/webhooks';

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

  it('mean the same in any order and when delivered twice', async () => {
    const events = [
      examples.deployment('created', '2026-11-20 21:00:00 +0200'),
      examples.deployment('running', '2026-11-20 19:45:00 UTC'),
      examples.deployment('success'),
    ];
    const merged = async (order: number[]) => {
      const digested = await Promise.all(
        order.map(index => digest(events[index])),
      );
      return mergeRecords(
        digested.flatMap(({ items }) =>
          items.flatMap(item =>
            item.kind === 'record' && item.item.type === 'deployment'
              ? [item.item.record]
              : [],
          ),
        ),
      );
    };
    const expected = await merged([0, 1, 2]);
    expect(expected).toMatchObject([
      {
        startedAt: '2026-11-20T19:45:00.000Z',
        finishedAt: '2026-11-20T19:50:00.000Z',
        outcome: 'succeeded',
      },
    ]);
    expect(await merged([2, 1, 0, 2, 1])).toEqual(expected);
  });

  it.each([
    [
      'a failure, whose reason only a read tells',
      examples.deployment('failed'),
    ],
    ['a pipeline that deploys', examples.pipeline],
    ['a job that deploys', examples.job],
    ['a merge', examples.mergeRequest],
    ['a push that touches pipelines', examples.push(['.gitlab-ci.yml'])],
  ])('ask to read soon after %s', async (_what, payload) => {
    expect(await digest(payload)).toMatchObject({
      items: [],
      refresh: ['gitlab.com/acme/shop'],
    });
  });

  it.each([
    ['a push of other files', examples.push(['README.md'])],
    ['a job that does not deploy', { ...examples.job, environment: null }],
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
    ['a tag', 'tags', { ...examples.push([]), object_kind: 'tag_push' }],
    [
      'a release',
      'releases',
      { object_kind: 'release', action: 'create', project: examples.project },
    ],
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
