// SPDX-License-Identifier: Apache-2.0
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { KnownKeys, SCHEDULE_KEYS } from './unknownKeys';

/** What every collector lets its administrator choose. @public */
export interface CollectorOptions {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** How far back the first read goes. */
  backfill: HumanDuration;
}

/** What `readCollectorOptions` reads. @public */
export const COLLECTOR_KEYS: KnownKeys = {
  schedule: SCHEDULE_KEYS,
  backfill: true,
};

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 15 },
  timeout: { hours: 2 },
  initialDelay: { seconds: 15 },
  scope: 'global',
};

const DEFAULT_BACKFILL: HumanDuration = { days: 180 };

/**
 * Reads `schedule` and `backfill` of a collector.
 *
 * @param root - the whole configuration
 * @param at - where the collector's options are, as `maturity.collectors.github`
 * @param schedule - in force where none is configured; else every 15 minutes
 * @throws InputError that names the option, what is wrong and how to write it
 * @public
 */
export function readCollectorOptions(
  root: Config,
  at: string,
  schedule = DEFAULT_SCHEDULE,
): CollectorOptions {
  const config = root.getOptionalConfig(at);
  return {
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : schedule,
    backfill: config?.has('backfill')
      ? readBackfill(config, at)
      : DEFAULT_BACKFILL,
  };
}

function readBackfill(config: Config, at: string): HumanDuration {
  try {
    return readDurationFromConfig(config, { key: 'backfill' });
  } catch {
    throw new InputError(
      `'${at}.backfill' is ${JSON.stringify(
        config.get('backfill'),
      )}, which is no duration. Write for example 'P180D' or { days: 180 }.`,
    );
  }
}
