// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DeploymentRule,
  findRecognition,
  readDeploymentRule,
  readRepositoryOptions,
  RepositoryOptions,
} from '@delivery-maturity/backstage-plugin-maturity-node';

const RECOGNITIONS = ['deployments', 'pipelines', 'releases', 'tags'] as const;

/** What counts as a deployment. @internal */
export type Recognition = (typeof RECOGNITIONS)[number];

/** How the deployments of some entities are recognized. @internal */
export interface RecognitionRule extends DeploymentRule<Recognition> {
  jobs: string[];
}

/** @internal */
export type GitlabOptions = RepositoryOptions<RecognitionRule>;

/** Where the collector's options are. @internal */
export const CONFIG_PREFIX = 'maturity.collectors.gitlab';

/** The rule in force where none is configured. @internal */
export const DEFAULT_RULE: RecognitionRule = {
  recognize: 'deployments',
  jobs: [],
  environments: [],
  environment: 'production',
  tags: [],
};

/** Reads and checks the collector's options. @internal */
export function readGitlabConfig(root: Config): GitlabOptions {
  return readRepositoryOptions(root, CONFIG_PREFIX, readRule, {
    rules: ['jobs'],
  });
}

/** The first rule that speaks of this entity, else the default. @internal */
export function findRule(
  rules: RecognitionRule[],
  of: { host: string; repository: string; entityRef: string },
): RecognitionRule {
  return findRecognition(rules, of) ?? DEFAULT_RULE;
}

function readRule(config: Config, at: string): RecognitionRule {
  const rule: RecognitionRule = {
    ...readDeploymentRule(config, RECOGNITIONS, at),
    jobs: config.getOptionalStringArray('jobs') ?? [],
  };
  if (rule.recognize === 'pipelines' && rule.jobs.length === 0) {
    throw new InputError(
      `'${at}' recognizes pipelines but names no 'jobs', so every job would be a deployment. Add for example jobs: ['deploy*'].`,
    );
  }
  return rule;
}
