// SPDX-License-Identifier: Apache-2.0
import { HumanDuration } from '@backstage/types';
import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  maturity?: {
    collectors?: {
      /** Reads Scaffolder tasks as provisioning requests. */
      scaffolder?: {
        /** `false` turns the collector off. Default: true */
        enabled?: boolean;
        /** When tasks are read. Default: every 10 minutes */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** How far back the first read goes. Default: 180 days */
        backfill?: HumanDuration | string;
        /** Entity refs of templates that set up environments rather than services. Default: none */
        environmentTemplates?: string[];
      };
    };
  };
}
