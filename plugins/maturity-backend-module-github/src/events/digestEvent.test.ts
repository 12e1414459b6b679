// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import {
  Deployment,
  mergeRecords,
  parseRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import { component, NOW } from '../__testUtils__/collectAll';
import { examplesOf } from '../__testUtils__/webhooks';
import { digestEvent, EVENT_TOPICS } from './digestEvent';

const context = {
  logger: mockServices.logger.mock(),
  now: () => new Date(NOW),
  readWatermark: async () => undefined,
  listTemplates: async () => [],
};

function entitiesOf(target: string): CollectorEntity[] {
  const entity = component(target.split('/').slice(1).join('/'));
  return [{ entityRef: 'component:default/shop', entity, target }];
}

function digest(topic: string, payload: unknown) {
  return digestEvent({ topic, eventPayload: payload }, entitiesOf, context, {
    rules: [],
  });
}

describe('digestEvent', () => {
  it.each(EVENT_TOPICS)(
    'takes in every published example of %s',
    async topic => {
      const event = topic.slice('github.'.length);
      for (const payload of examplesOf(event)) {
        const { items } = await digest(topic, payload);
        for (const item of items) {
          expect(item.kind).toBe('record');
          const record = item.kind === 'record' && item.item.record;
          expect(parseRecord('deployment', record)).toMatchObject({ ok: true });
          expect(JSON.stringify(record)).not.toMatch(
            /"(login|name|sender|actor)"/,
          );
        }
      }
    },
  );

  it('gives the same deployment whatever the order and number of its events', async () => {
    const [template] = examplesOf('deployment_status');
    const status = (state: string, minute: number) => ({
      topic: 'github.deployment_status',
      payload: {
        ...template,
        workflow_run: null,
        deployment: {
          ...template.deployment,
          created_at: '2026-11-01T10:00:00Z',
        },
        deployment_status: {
          ...template.deployment_status,
          state,
          log_url: '',
          created_at: `2026-11-01T10:0${minute}:00Z`,
        },
      },
    });
    const events = [
      status('queued', 1),
      status('in_progress', 2),
      status('success', 5),
      status('inactive', 9),
    ];
    const outcomes = new Set<string>();
    for (const order of permutations(events)) {
      const records: Deployment[] = [];
      for (const { topic, payload } of [...order, order[0], order[2]]) {
        const { items } = await digest(topic, payload);
        for (const item of items) {
          if (item.kind === 'record' && item.item.type === 'deployment') {
            records.push(item.item.record);
          }
        }
      }
      outcomes.add(JSON.stringify(mergeRecords(records)));
    }
    expect(outcomes.size).toBe(1);
    expect(JSON.parse([...outcomes][0])).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        requestedAt: '2026-11-01T10:00:00.000Z',
        startedAt: '2026-11-01T10:02:00.000Z',
        finishedAt: '2026-11-01T10:05:00.000Z',
      }),
    ]);
  });

  it('leaves events of repositories that nobody has in the catalog, and broken ones, alone', async () => {
    const [payload] = examplesOf('deployment');
    const none = await digestEvent(
      { topic: 'github.deployment', eventPayload: payload },
      () => [],
      context,
      { rules: [] },
    );
    expect(none).toEqual({ items: [], refresh: [] });
    expect(await digest('github.deployment', { repository: 1 })).toEqual({
      items: [],
      refresh: [],
    });
  });
});

function permutations<T>(items: T[]): T[][] {
  return items.length <= 1
    ? [items]
    : items.flatMap((item, index) =>
        permutations(items.filter((_, at) => at !== index)).map(rest => [
          item,
          ...rest,
        ]),
      );
}
