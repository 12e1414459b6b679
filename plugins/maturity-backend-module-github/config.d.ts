// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

/** Configuration of the GitHub collector. Hosts and credentials come from `integrations.github`. */
export interface Config {
  maturity?: {
    collectors?: {
      github?: {
        /** When it runs. Default: every 15 minutes, with a timeout of 2 hours. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** How far back the first read goes, for example `P90D` or `{ days: 90 }`. Default: 180 days. */
        backfill?: HumanDuration | string;
        /**
         * The share of the host's rate limit that may be used, 0 to 1. Reading pauses until the limit is reset when
         * less than the rest remains. Default: 0.5.
         */
        budgetShare?: number;
        /**
         * How deployments are recognized. The first rule whose `host`, `entity` and `repository` all match wins;
         * without one the Deployments API is read.
         */
        deployments?: Array<{
          /** For example `github.com`. Default: any. */
          host?: string;
          /** Entity reference, `*` matches anything: `component:default/shop-*`. Default: any. */
          entity?: string;
          /** `owner/name`, `*` matches anything. Default: any. */
          repository?: string;
          /** What a deployment is there. */
          recognize: 'deployments' | 'workflow-runs' | 'releases' | 'tags';
          /** `workflow-runs`: workflow files whose runs deploy, `*` matches anything. */
          workflows?: string[];
          /**
           * `workflow-runs`: environments, `*` matches anything; runs of the workflow files that name one deploy to it.
           * `deployments`: only these environments are read. Default: any.
           */
          environments?: string[];
          /** Environment of runs, releases and tags that do not name one. Default: `production`. */
          environment?: string;
          /** `releases`, `tags`: names that count, `*` matches anything. Default: any. */
          tags?: string[];
          /** `releases`: whether pre-releases count. Default: false. */
          prereleases?: boolean;
        }>;
        /** What marks a change as a hotfix. */
        hotfix?: {
          /** Pull request labels. Default: `hotfix`, `revert`, `rollback`. */
          labels?: string[];
          /** Branches, `*` matches anything. Default: `hotfix/*`, `hotfix-*`, `revert-*`, `rollback/*`. */
          branches?: string[];
        };
      };
    };
  };
}
