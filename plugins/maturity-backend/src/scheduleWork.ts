// SPDX-License-Identifier: Apache-2.0
import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { ForwardedError, stringifyError } from '@backstage/errors';
import { MaturityConfig } from './config';
import { MaturityCore } from './createCore';

const CATALOG_TASK = 'maturity-catalog-sync';

/** @internal */
export interface ScheduleWorkOptions {
  core: MaturityCore;
  config: MaturityConfig;
  scheduler: SchedulerService;
  logger: LoggerService;
}

/** Schedules what is done again and again, once for all replicas. @internal */
export async function scheduleWork(
  options: ScheduleWorkOptions,
): Promise<void> {
  const { core, config, scheduler, logger } = options;
  await scheduler.createScheduledTaskRunner(config.catalogSchedule).run({
    id: CATALOG_TASK,
    fn: async signal => {
      try {
        const result = await core.syncCatalog(signal);
        logger.debug('Synchronized with the catalog', { ...result });
      } catch (error) {
        throw new ForwardedError(
          'The synchronization with the catalog failed; nothing was changed',
          error,
        );
      }
    },
  });
  await scheduler.createScheduledTaskRunner(config.fullPassSchedule).run({
    id: 'maturity-full-pass',
    fn: () => core.markAll('window'),
  });
  await scheduler.createScheduledTaskRunner(config.retentionSchedule).run({
    id: 'maturity-retention',
    fn: async signal => {
      const removed = await core.removeOld(signal);
      logger.info('Removed what is no longer kept', { ...removed });
    },
  });
  await scheduler
    .createScheduledTaskRunner({
      frequency: { minutes: 1 },
      timeout: { minutes: 1 },
      scope: 'global',
    })
    .run({ id: 'maturity-due', fn: () => core.markDue() });
  void followFirstCatalog(options).catch(error =>
    logger.debug('Following the catalog after the start ended', {
      error: stringifyError(error),
    }),
  );
}

const FOLLOW_EVERY_MS = 5_000;
const FOLLOW_TIMES = 24;

/**
 * A catalog that starts together with this plugin fills within seconds, and people look at the portal then. Until
 * entities are there, and for two minutes at most, the synchronization does not wait for its schedule.
 */
async function followFirstCatalog(options: ScheduleWorkOptions): Promise<void> {
  const { core, scheduler } = options;
  let before = -1;
  for (let time = 0; time < FOLLOW_TIMES; time += 1) {
    await new Promise(resolve => {
      setTimeout(resolve, FOLLOW_EVERY_MS).unref();
    });
    const { sources } = await core.directory.get();
    if (sources.size > 0 && sources.size === before) {
      return;
    }
    before = sources.size;
    try {
      await scheduler.triggerTask(CATALOG_TASK);
    } catch {
      // It is running already, or another replica does it; the schedule takes care of it.
    }
  }
}
