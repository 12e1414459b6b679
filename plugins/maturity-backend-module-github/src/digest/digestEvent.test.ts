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
      expect(outcomes.size).toBe(1);
      expect(JSON.parse([...outcomes][0])).toEqual([
        expect.objectContaining({
          outcome: 'succeeded',
          requestedAt: '2026-11-01T10:00:00.000Z',
          startedAt: '2026-11-01T10:02:00.000Z',
          finishedAt: '2026-11-01T10:05:00.000Z',
        }),
      ]);
    },
  );

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
