// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  DeliveryCollector,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { checkOf } from '../__testUtils__/readStored';
import {
  component,
  createTestCore,
  deployment,
} from '../__testUtils__/createTestCore';
import { createCollectRunner } from './createCollectRunner';

// Jest's clock knows only the timers with callbacks.
jest.mock('node:timers/promises', () => ({
  ...jest.requireActual('node:timers/promises'),
  setTimeout: (
    milliseconds: number,
    value: unknown,
    options?: { signal?: AbortSignal },
  ) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(value), milliseconds);
      options?.signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(options.signal?.reason);
      });
    }),
}));

const PROMISED_MS = 2_000;
const STEP_MS = 10;
/** More than any query in memory takes to be answered. */
const TURNS = 50;

/** Says by an event only that there is news, and what it is when it is asked. */
class HintingCollector implements DeliveryCollector {
  readonly id = 'hinting';
  readonly title = 'Hinting';
  readonly provides = ['deployment' as const];
  reads = 0;
  readonly events = {
    topics: ['hinting.news'],
    digest: async () => ({ items: [], refresh: ['shop'] }),
  };

  match() {
    return { status: 'match' as const, target: 'shop' };
  }

  async *collect(): AsyncIterable<CollectedItem> {
    this.reads += 1;
    const record = deployment('1', 1) as Deployment;
    const entityRef = 'component:default/shop';
    yield { kind: 'record', entityRef, item: { type: 'deployment', record } };
  }
}

/** Lets the work run that needs no timer, then moves the clock. Answers how far it was moved, not how long it took. */
async function delayUntil(isDone: () => Promise<boolean>): Promise<number> {
  for (let delay = 0; ; delay += STEP_MS) {
    for (let turn = 0; turn < TURNS; turn++) {
      await nextTurn();
    }
    if (delay > 2 * PROMISED_MS || (await isDone())) {
      return delay;
    }
    jest.advanceTimersByTime(STEP_MS);
  }
}

describe('a burst of events that only hint at news', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  afterEach(() => jest.useRealTimers());

  it.each(['this process', 'another one'])(
    'is one read, and in the scorecard after at most two seconds of waiting where %s evaluates',
    async evaluating => {
      const knex = await databases.init('SQLITE_3');
      const entities = [component('shop')];
      const core = await createTestCore({ knex, entities });
      const other = await createTestCore({ knex, entities });
      await core.syncCatalog();
      await core.settle();
      const events = mockServices.events();
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const collector = new HintingCollector();
      const runner = createCollectRunner({
        config: new ConfigReader({}),
        registrations: [
          {
            collector,
            schedule: { frequency: { hours: 1 }, timeout: { hours: 1 } },
          },
        ],
        knex,
        ingest: core.ingest,
        templates: core.templates,
        scheduler: mockServices.scheduler(),
        events,
        logger,
        now: () => core.clock.now,
      });
      await runner.start();
      const { workers } = evaluating === 'this process' ? core : other;
      jest.useFakeTimers({
        doNotFake: [
          'Date',
          'hrtime',
          'nextTick',
          'performance',
          'queueMicrotask',
          'setImmediate',
          'clearImmediate',
          'setInterval',
          'clearInterval',
        ],
      });
      workers.start();
      const isNew = async () =>
        (await checkOf(knex, 'deployment-frequency')).n === 1;
      expect(await isNew()).toBe(false);

      for (let count = 0; count < 100; count++) {
        await events.publish({ topic: 'hinting.news', eventPayload: {} });
      }
      expect(await delayUntil(isNew)).toBeLessThanOrEqual(PROMISED_MS);
      expect(collector.reads).toBe(1);

      runner.stop();
      await workers.stop();
    },
  );
});
