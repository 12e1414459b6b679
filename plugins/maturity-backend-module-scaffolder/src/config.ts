// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  COLLECTOR_KEYS,
  CollectorOptions,
  readCollectorOptions,
  refuseUnknownKeys,
} from '@delivery-maturity/backstage-plugin-maturity-node';

/** Options of the collector, read once. @internal */
export interface ScaffolderOptions extends CollectorOptions {
  enabled: boolean;
  /** Full entity refs. */
  environmentTemplates: Set<string>;
}

const PREFIX = 'maturity.collectors.scaffolder';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 20 },
};

/** Reads and checks the collector's options. @internal */
export function readScaffolderConfig(root: Config): ScaffolderOptions {
  refuseUnknownKeys(root, PREFIX, {
    ...COLLECTOR_KEYS,
    enabled: true,
    environmentTemplates: true,
  });
  const config = root.getOptionalConfig(PREFIX);
  const templates =
    config?.getOptionalStringArray('environmentTemplates') ?? [];
  return {
    ...readCollectorOptions(root, PREFIX, DEFAULT_SCHEDULE),
    enabled: config?.getOptionalBoolean('enabled') ?? true,
    environmentTemplates: new Set(
      templates.map(ref =>
        stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'template' })),
      ),
    ),
  };
}
