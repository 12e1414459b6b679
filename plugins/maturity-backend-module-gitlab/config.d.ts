// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

/** Configuration of the GitLab collector. Hosts and tokens come from `integrations.gitlab`. */
export interface Config {
  maturity?: {
    collectors?: {
      gitlab?: {
        /** When it runs. Default: every 15 minutes, with a timeout of 2 hours. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** How far back the first read goes, for example `P90D` or `{ days: 90 }`. Default: 180 days. */
        backfill?: HumanDuration | string;
        /**
         * The share of the host's rate limit that may be used, 0 to 1. Reading waits for the next window when less
         * than the rest remains. Default: 0.5.
         */
        budgetShare?: number;
        /**
         * How deployments are recognized. The first rule whose `host`, `entity` and `repository` all match wins;
         * without one the deployments of GitLab are read.
         */
        deployments?: Array<{
          /** For example `gitlab.com`. Default: any. */
          host?: string;
          /** Entity reference, `*` matches anything: `component:default/shop-*`. Default: any. */
          entity?: string;
          /** `group/project`, `*` matches anything. Default: any. */
          repository?: string;
          /** What a deployment is there. */
          recognize: 'deployments' | 'pipelines' | 'releases' | 'tags';
          /** `pipelines`: jobs that deploy, by name, `*` matches anything. */
          jobs?: string[];
          /** `deployments`: only these environments are read, `*` matches anything. Default: any. */
          environments?: string[];
          /** Environment of jobs, releases and tags, which name none. Default: `production`. */
          environment?: string;
          /** `releases`, `tags`: names that count, `*` matches anything. Default: any. */
          tags?: string[];
        }>;
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
