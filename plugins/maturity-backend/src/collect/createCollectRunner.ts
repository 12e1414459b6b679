// SPDX-License-Identifier: Apache-2.0
import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Recognition,
  SourcesAnswer,
  TemplateRegistry,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectorRegistration,
  DeliveryCollector,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { MaturityIngest } from '../ingest/types';
import { CollectableEntities } from './CollectableEntities';
import { CollectorRunner } from './CollectorRunner';
import { EventIntake } from './EventIntake';
import { readCollectors } from './readCollectors';
import { requireKnownCollectors } from './requireKnownCollectors';

/** A catalog that is just starting has no entities yet; a first run does not wait for the schedule to find some. */
const LOOK_AGAIN_MS = 15_000;
const LOOK_AGAIN_TIMES = 10;

/** @internal */
export interface CollectOptions {
  config: Config;
  registrations: CollectorRegistration[];
  knex: Knex;
  ingest: MaturityIngest;
  templates: { get(): Promise<TemplateRegistry> };
  recognition?: Partial<Recognition>;
  scheduler: SchedulerService;
  events: EventsService;
  logger: LoggerService;
  now: () => Date;
}

/** The collectors at work. @internal */
export interface CollectRunner {
  collectors: DeliveryCollector[];
  start(): Promise<void>;
  stop(): void;
  /** What the collectors say of themselves, for `GET /sources`. */
  readCollectors(): Promise<SourcesAnswer['collectors']>;
}

/** Puts the registered collectors on their schedules and connects them to their events. @internal */
export function createCollectRunner(options: CollectOptions): CollectRunner {
  const { registrations, knex, scheduler, events, logger, now } = options;
  requireDistinct(registrations);
  requireKnownCollectors(options.config, registrations);
  const stopping = new AbortController();
  const collectors = registrations.map(({ collector }) => collector);
  const entities = new CollectableEntities(knex, collectors);
  const runners = registrations.map(registration => ({
    registration,
    runner: new CollectorRunner(registration, { ...options, entities }),
  }));

  async function schedule({ registration, runner }: (typeof runners)[number]) {
    const id = `maturity-collect-${runner.collector.id}`;
    let looks = 0;
    await scheduler
      .createScheduledTaskRunner({ scope: 'global', ...registration.schedule })
      .run({
        id,
        fn: async signal => {
          const found = await runner.runAll(
            AbortSignal.any([signal, stopping.signal]),
          );
          if (found === 0 && looks < LOOK_AGAIN_TIMES) {
            looks += 1;
            setTimeout(() => {
              // It may be running already, here or elsewhere; then nothing is lost.
              scheduler.triggerTask(id).catch(() => {});
            }, LOOK_AGAIN_MS).unref();
          }
        },
      });
  }

  async function listen({ runner }: (typeof runners)[number]) {
    const { collector } = runner;
    if (!collector.events) {
      return;
    }
    const intake = new EventIntake({
      runner,
      entities,
      logger,
      signal: stopping.signal,
    });
    await events.subscribe({
      id: `maturity-collect-${collector.id}`,
      topics: collector.events.topics,
      onEvent: async event => {
        try {
          await intake.take(event);
        } catch (error) {
          // The next run on schedule reads what this event was about.
          logger.warn('An event could not be taken in', {
            collector: collector.id,
            topic: event.topic,
            error: stringifyError(error),
          });
        }
      },
    });
  }

  return {
    collectors,
    async start() {
      for (const each of runners) {
        await schedule(each);
        await listen(each);
      }
    },
    stop: () => stopping.abort(),
    readCollectors: () => readCollectors({ knex, collectors, now }),
  };
}

function requireDistinct(registrations: CollectorRegistration[]) {
  const seen = new Set<string>();
  for (const { collector } of registrations) {
    if (seen.has(collector.id)) {
      throw new InputError(
        `Two collectors are called '${collector.id}'. Give each module's collector an id of its own, or add the module once.`,
      );
    }
    seen.add(collector.id);
  }
}
