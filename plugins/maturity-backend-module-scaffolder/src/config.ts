// SPDX-License-Identifier: Apache-2.0
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { Duration } from 'luxon';

/** Options of the collector, read once. @internal */
export interface ScaffolderOptions {
  enabled: boolean;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** ISO 8601 duration. */
  backfill: string;
  /** Full entity refs. */
  environmentTemplates: Set<string>;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 20 },
};

/** @internal */
export function readScaffolderConfig(root: Config): ScaffolderOptions {
  const config = root.getOptionalConfig('maturity.collectors.scaffolder');
  const templates =
    config?.getOptionalStringArray('environmentTemplates') ?? [];
  return {
    enabled: config?.getOptionalBoolean('enabled') ?? true,
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    backfill: config?.has('backfill')
      ? Duration.fromObject(
          readDurationFromConfig(config, { key: 'backfill' }),
        ).toISO()!
      : 'P180D',
    environmentTemplates: new Set(
      templates.map(ref =>
        stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'template' })),
      ),
    ),
  };
}
