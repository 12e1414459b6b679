// SPDX-License-Identifier: Apache-2.0
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { matchesPattern } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Duration } from 'luxon';

const RECOGNITIONS = ['deployments', 'pipelines', 'releases', 'tags'] as const;

/** What counts as a deployment. @internal */
export type Recognition = (typeof RECOGNITIONS)[number];

/** How the deployments of some entities are recognized. @internal */
export interface RecognitionRule {
  host?: string;
  entity?: string;
  repository?: string;
  recognize: Recognition;
  jobs: string[];
  environments: string[];
  environment: string;
  tags: string[];
}

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
  rules: RecognitionRule[];
  hotfix: HotfixMarks;
}

const PREFIX = 'maturity.collectors.gitlab';

/** The rule in force where none is configured. @internal */
export const DEFAULT_RULE: RecognitionRule = {
  recognize: 'deployments',
  jobs: [],
  environments: [],
  environment: 'production',
  tags: [],
};

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
    rules: (config?.getOptionalConfigArray('deployments') ?? []).map(readRule),
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

/** The first rule that speaks of this entity, else the default. @internal */
export function findRule(
  rules: RecognitionRule[],
  of: { host: string; repository: string; entityRef: string },
): RecognitionRule {
  return (
    rules.find(
      rule =>
        (!rule.host || matchesPattern(of.host, rule.host)) &&
        (!rule.repository || matchesPattern(of.repository, rule.repository)) &&
        (!rule.entity || matchesPattern(of.entityRef, rule.entity)),
    ) ?? DEFAULT_RULE
  );
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

function readRule(config: Config, index: number): RecognitionRule {
  const at = `${PREFIX}.deployments[${index}]`;
  const recognize = config.getString('recognize') as Recognition;
  if (!RECOGNITIONS.includes(recognize)) {
    throw new InputError(
      `'${at}.recognize' is '${recognize}'. Use one of ${RECOGNITIONS.join(
        ', ',
      )}.`,
    );
  }
  const rule: RecognitionRule = {
    host: config.getOptionalString('host'),
    entity: config.getOptionalString('entity'),
    repository: config.getOptionalString('repository'),
    recognize,
    jobs: config.getOptionalStringArray('jobs') ?? [],
    environments: config.getOptionalStringArray('environments') ?? [],
    environment: config.getOptionalString('environment') ?? 'production',
    tags: config.getOptionalStringArray('tags') ?? [],
  };
  if (recognize === 'pipelines' && rule.jobs.length === 0) {
    throw new InputError(
      `'${at}' recognizes pipelines but names no 'jobs', so every job would be a deployment. Add for example jobs: ['deploy*'].`,
    );
  }
  return rule;
}
