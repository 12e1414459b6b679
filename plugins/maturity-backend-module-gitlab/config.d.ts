// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

/** Configuration of the GitLab collector. Hosts and tokens come from `integrations.gitlab`. */
export interface Config {
  maturity?: {
    collectors?: {
      gitlab?: {
        /** When it runs. Default: every 15 minutes, with a timeout of 2 hours. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** How far back the first read goes, ISO 8601 duration. Default: `P180D`. */
        backfill?: string;
        /**
         * The share of the host's rate limit that may be used, 0 to 1. Reading waits for the next window when less
         * than the rest remains. Default: 0.5.
         */
        budgetShare?: number;
        /** Environments whose deployments are read, `*` matches anything. Default: all. */
        environments?: string[];
        /** What marks a change as a hotfix. */
        hotfix?: {
          /** Merge request labels. Default: `hotfix`, `revert`, `rollback`. */
          labels?: string[];
          /** Branches, `*` matches anything. Default: `hotfix/*`, `hotfix-*`, `revert-*`, `rollback/*`. */
          branches?: string[];
        };
      };
    };
  };
}
