// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import {
  Deployment,
  mergeRecords,
  parseRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import { component } from '../__testUtils__/collectAll';
import { DEFAULT_RULE } from '../config';
import { digestEvent, EVENT_TOPICS } from './digestEvent';

const examples: {
  name: string;
  examples: Record<string, unknown>[];
}[] = require('@octokit/webhooks-examples');

const context = { logger: mockServices.logger.mock() };

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
      const payloads = examples
        .filter(({ name }) => name === event)
        .flatMap(list => list.examples);
      for (const payload of payloads) {
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

  it.each(['deployment', 'deployment_status', 'deployment_review'])(
    'has the repository of a %s read again',
    async event => {
      const { examples: payloads } = examples.find(
        ({ name }) => name === event,
      )!;
      const { refresh } = await digest(`github.${event}`, payloads[0]);
      expect(refresh).toHaveLength(1);
    },
  );

  it('gives the same deployment whatever the order and number of its events', async () => {
    const [{ examples: payloads }] = examples.filter(
      ({ name }) => name === 'deployment_status',
    );
    const template = payloads[0] as any;
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

  it('reads again only where an event concerns how the repository is read', async () => {
    const run = examples.find(({ name }) => name === 'workflow_run')!
      .examples[0];
    expect((await digest('github.workflow_run', run)).refresh).toEqual([]);
    const byRuns = await digestEvent(
      { topic: 'github.workflow_run', eventPayload: run },
      entitiesOf,
      context,
      { rules: [{ ...DEFAULT_RULE, recognize: 'workflow-runs' }] },
    );
    expect(byRuns.refresh).toHaveLength(1);
  });

  it('leaves events of repositories that nobody has in the catalog, and broken ones, alone', async () => {
    const payload = examples.find(({ name }) => name === 'deployment')!
      .examples[0];
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
