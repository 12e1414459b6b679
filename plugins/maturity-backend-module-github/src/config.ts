// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DeploymentRule,
  plainRule,
  readDeploymentRule,
  readRepositoryOptions,
  RepositoryOptions,
} from '@delivery-maturity/backstage-plugin-maturity-node';

const RECOGNITIONS = [
  'deployments',
  'workflow-runs',
  'releases',
  'tags',
] as const;

/** What counts as a deployment. @internal */
export type Recognition = (typeof RECOGNITIONS)[number];

/** How the deployments of some entities are recognized. @internal */
export interface RecognitionRule extends DeploymentRule<Recognition> {
  workflows: string[];
  prereleases: boolean;
}

/** @internal */
export type GithubOptions = RepositoryOptions<RecognitionRule>;

/** Where the collector's options are. @internal */
export const CONFIG_PREFIX = 'maturity.collectors.github';

/** The rule in force where none is configured. @internal */
export const DEFAULT_RULE: RecognitionRule = {
  ...plainRule('deployments'),
  workflows: [],
  prereleases: false,
};

/** Reads and checks the collector's options. @internal */
export function readGithubConfig(root: Config): GithubOptions {
  return readRepositoryOptions(root, CONFIG_PREFIX, readRule, {
    rules: ['workflows', 'prereleases'],
  });
}

function readRule(config: Config, at: string): RecognitionRule {
  const rule: RecognitionRule = {
    ...readDeploymentRule(config, RECOGNITIONS, at),
    workflows: config.getOptionalStringArray('workflows') ?? [],
    prereleases: config.getOptionalBoolean('prereleases') ?? false,
  };
  if (
    rule.recognize === 'workflow-runs' &&
    rule.workflows.length + rule.environments.length === 0
  ) {
    throw new InputError(
      `'${at}' recognizes workflow runs but names neither 'workflows' nor 'environments', so every run would be a deployment. Add for example workflows: ['.github/workflows/deploy*'].`,
    );
  }
  return rule;
}
