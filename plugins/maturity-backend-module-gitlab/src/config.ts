// SPDX-License-Identifier: Apache-2.0
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Duration } from 'luxon';

/** @internal */
export interface HotfixMarks {
  labels: string[];
  branches: string[];
}

/** @internal */
export interface GitlabOptions {
  schedule: SchedulerServiceTaskScheduleDefinition;
  backfill: string;
  budgetShare: number;
  /** Environments whose deployments are read, `*` matches anything; empty means all. */
  environments: string[];
  hotfix: HotfixMarks;
}

const PREFIX = 'maturity.collectors.gitlab';

/** @internal */
export const DEFAULT_HOTFIX_MARKS: HotfixMarks = {
  labels: ['hotfix', 'revert', 'rollback'],
  branches: ['hotfix/*', 'hotfix-*', 'revert-*', 'rollback/*'],
};

/** Reads and checks the collector's options. @internal */
export function readGitlabConfig(root: Config): GitlabOptions {
  const config = root.getOptionalConfig(PREFIX);
  return {
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : {
          frequency: { minutes: 15 },
          timeout: { hours: 2 },
          initialDelay: { seconds: 15 },
          scope: 'global',
        },
    backfill: readBackfill(config?.getOptionalString('backfill') ?? 'P180D'),
    budgetShare: readShare(config?.getOptionalNumber('budgetShare') ?? 0.5),
    environments: config?.getOptionalStringArray('environments') ?? [],
    hotfix: {
      labels:
        config?.getOptionalStringArray('hotfix.labels') ??
        DEFAULT_HOTFIX_MARKS.labels,
      branches:
        config?.getOptionalStringArray('hotfix.branches') ??
        DEFAULT_HOTFIX_MARKS.branches,
    },
  };
}

function readBackfill(value: string): string {
  if (!Duration.fromISO(value).isValid) {
    throw new InputError(
      `'${PREFIX}.backfill' is '${value}', which is no ISO 8601 duration. Write for example 'P180D'.`,
    );
  }
  return value;
}

function readShare(value: number): number {
  if (!(value > 0 && value <= 1)) {
    throw new InputError(
      `'${PREFIX}.budgetShare' is '${value}'. Set it to a number above 0 and up to 1, for example 0.5 for half of the host's limit.`,
    );
  }
  return value;
}
