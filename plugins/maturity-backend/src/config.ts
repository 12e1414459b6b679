// SPDX-License-Identifier: Apache-2.0
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, stringifyError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  buildTemplate,
  ConfiguredSource,
  normalizeRepository,
  ProviderHosts,
  putTemplateBodySchema,
  Recognition,
  recognitionSchema,
  ScorecardModel,
  Template,
  validateModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { findUnknownKeys } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Duration } from 'luxon';
import { KNOWN_KEYS } from './knownKeys';
import { mergeModel } from './mergeModel';
import { readRetention, Retention } from './retention/readRetention';
import { readConfiguredSources } from './readConfiguredSources';
import { readProviderHosts } from './readProviderHosts';

/** The plugin's configuration, read and checked once at start. @internal */
export interface MaturityConfig {
  model: ScorecardModel;
  templates: Template[];
  /** Where the slugs of entities are. */
  hosts: ProviderHosts;
  /** Additions to the table that stages are found by. */
  recognition?: Partial<Recognition>;
  /** What is known of sources beside what they tell themselves. */
  sources: ConfiguredSource[];
  catalogSchedule: SchedulerServiceTaskScheduleDefinition;
  /** The nightly pass that scores everything again, because windows slide. */
  fullPassSchedule: SchedulerServiceTaskScheduleDefinition;
  /** When what is no longer kept is removed. */
  retentionSchedule: SchedulerServiceTaskScheduleDefinition;
  retention: Retention;
  ingest: {
    /** Accept the 0.6 draft of CDEvents with its approvals. */
    drafts: boolean;
  };
  evaluation: {
    /** Entities per claim and transaction. */
    batchSize: number;
    /** Claiming loops of this process. */
    workers: number;
    /** How long a claim holds before others may take it over. */
    leaseMs: number;
    /** How often workers look for entities that other processes marked. */
    pollMs: number;
  };
}

const DEFAULT_CATALOG_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 3 },
  scope: 'global',
};
const DEFAULT_FULL_PASS_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { cron: '0 2 * * *' },
  timeout: { minutes: 10 },
  scope: 'global',
};
const DEFAULT_RETENTION_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { cron: '0 4 * * *' },
  timeout: { hours: 6 },
  scope: 'global',
};
const DEFAULT_EVALUATION = {
  // Small batches keep memory low and the event loop free; larger ones are not faster.
  batchSize: 25,
  workers: 2,
  lease: { minutes: 2 },
  poll: { milliseconds: 500 },
};

/**
 * Reads `maturity` from the configuration. Everything that is wrong is told at once.
 *
 * @throws InputError with one line per problem
 * @internal
 */
export function readMaturityConfig(rootConfig: Config): MaturityConfig {
  const config = rootConfig.getOptionalConfig('maturity');
  const problems = findUnknownKeys(rootConfig, 'maturity', KNOWN_KEYS);
  const read = <T>(fallback: T, reader: () => T): T => {
    try {
      return reader();
    } catch (error) {
      problems.push(stringifyError(error));
      return fallback;
    }
  };
  const within = read(undefined, () => readReleasesWithin(config));
  const validated = validateModel(
    read<unknown>(mergeModel(undefined), () =>
      withReleases(mergeModel(config?.getOptional('model')), within),
    ),
  );
  problems.push(...(validated.problems ?? []));
  const recognition = readRecognition(config, problems);
  const templates = readTemplates(config, recognition, problems);
  const sources = readConfiguredSources(
    config?.getOptional('sources'),
    problems,
  );
  const evaluation = config?.getOptionalConfig('evaluation');
  const schedule = (
    key: string,
    fallback: SchedulerServiceTaskScheduleDefinition,
  ) =>
    read(fallback, () => {
      const given = config?.getOptionalConfig(`schedule.${key}`);
      return given
        ? {
            ...readSchedulerServiceTaskScheduleDefinitionFromConfig(given),
            scope: 'global' as const,
          }
        : fallback;
    });
  const count = (key: string, fallback: number, max: number) =>
    read(fallback, () => {
      const value = evaluation?.getOptionalNumber(key) ?? fallback;
      if (!Number.isInteger(value) || value < 1 || value > max) {
        throw new Error(
          `'maturity.evaluation.${key}' is ${value}; write a whole number from 1 to ${max}.`,
        );
      }
      return value;
    });
  const duration = (key: string, fallback: HumanDuration) =>
    read(durationToMilliseconds(fallback), () => {
      const given = evaluation?.has(key)
        ? readDurationFromConfig(evaluation, { key })
        : fallback;
      const milliseconds = durationToMilliseconds(given);
      if (!(milliseconds > 0)) {
        throw new Error(
          `'maturity.evaluation.${key}' must be a duration above zero, for example '{ seconds: 30 }'.`,
        );
      }
      return milliseconds;
    });
  const result = {
    templates,
    hosts: readProviderHosts(rootConfig),
    ...(recognition && { recognition }),
    sources,
    catalogSchedule: schedule('catalog', DEFAULT_CATALOG_SCHEDULE),
    fullPassSchedule: schedule('fullPass', DEFAULT_FULL_PASS_SCHEDULE),
    retentionSchedule: schedule('retention', DEFAULT_RETENTION_SCHEDULE),
    retention: readRetention(
      config?.getOptionalConfig('retention'),
      validated.model?.window ?? 'P90D',
      problems,
    ),
    ingest: {
      drafts: read(
        false,
        () => config?.getOptionalBoolean('ingest.cdeventsDrafts') ?? false,
      ),
    },
    evaluation: {
      batchSize: count('batchSize', DEFAULT_EVALUATION.batchSize, 1000),
      workers: count('workers', DEFAULT_EVALUATION.workers, 16),
      leaseMs: duration('lease', DEFAULT_EVALUATION.lease),
      pollMs: duration('poll', DEFAULT_EVALUATION.poll),
    },
  };
  if (problems.length > 0 || !validated.model) {
    throw new InputError(
      `The configuration under 'maturity' has ${problems.length} problem${
        problems.length === 1 ? '' : 's'
      }:\n${problems.map(problem => `- ${problem}`).join('\n')}`,
    );
  }
  return { ...result, model: validated.model };
}

/** `maturity.releases.within` as an ISO 8601 duration; `0` is allowed as a number and as a text. */
function readReleasesWithin(config: Config | undefined): string | undefined {
  const key = 'releases.within';
  if (!config?.has(key)) {
    return undefined;
  }
  const given = config.getOptional(key);
  if (given === 0 || given === '0') {
    return 'PT0S';
  }
  const milliseconds = durationToMilliseconds(
    readDurationFromConfig(config, { key }),
  );
  if (!(milliseconds >= 0)) {
    throw new Error(
      "'maturity.releases.within' must be a duration, for example 'PT24H' or '{ hours: 24 }', or 0 to count each deployment by itself.",
    );
  }
  return Duration.fromMillis(milliseconds).toISO() ?? undefined;
}

function withReleases(model: unknown, within: string | undefined): unknown {
  return within === undefined || typeof model !== 'object' || model === null
    ? model
    : { ...model, releases: { within } };
}

function readRecognition(
  config: Config | undefined,
  problems: string[],
): Partial<Recognition> | undefined {
  const given = config?.getOptional('recognition');
  if (given === undefined) {
    return undefined;
  }
  const parsed = recognitionSchema.safeParse(given);
  if (parsed.success) {
    return parsed.data;
  }
  problems.push(
    ...parsed.error.issues.map(
      ({ path, message }) =>
        `'${['maturity.recognition', ...path].join(
          '.',
        )}' is wrong: ${message}.`,
    ),
  );
  return undefined;
}

function readTemplates(
  config: Config | undefined,
  recognition: Partial<Recognition> | undefined,
  problems: string[],
): Template[] {
  const given = config?.getOptional('templates') ?? [];
  if (!Array.isArray(given)) {
    problems.push("'maturity.templates' must be a list of golden paths.");
    return [];
  }
  const ids = new Set<string>();
  return given.flatMap((item, index): Template[] => {
    const id = (item as { id?: unknown } | null)?.id;
    const where =
      typeof id === 'string' && id
        ? `The golden path '${id}'`
        : `'maturity.templates[${index}]'`;
    if (typeof id !== 'string' || !id) {
      problems.push(`${where} has no 'id'; give it one, for example 'deploy'.`);
      return [];
    }
    if (ids.has(id)) {
      problems.push(`${where} occurs twice; give each an id of its own.`);
    }
    ids.add(id);
    const parsed = putTemplateBodySchema.safeParse({
      versions: [],
      ...(item as object),
    });
    if (!parsed.success) {
      problems.push(
        ...parsed.error.issues.map(
          issue =>
            `${where}: '${issue.path.join('.')}' is wrong: ${issue.message}.`,
        ),
      );
      return [];
    }
    if (!normalizeRepository(parsed.data.repository)) {
      problems.push(
        `${where}: 'repository' is '${parsed.data.repository}', which names no repository; write 'host/owner/name' or a URL.`,
      );
      return [];
    }
    return [buildTemplate({ id, ...parsed.data }, { recognition }).template];
  });
}
