// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  CollectorOptions,
  findRecognition,
  HotfixMarks,
  readBudgetShare,
  readCollectorOptions,
  readHotfixMarks,
  readRecognition,
  readRecognitionScope,
  RecognitionScope,
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
export interface RecognitionRule extends RecognitionScope {
  recognize: Recognition;
  workflows: string[];
  environments: string[];
  environment: string;
  tags: string[];
  prereleases: boolean;
}

/** @internal */
export interface GithubOptions extends CollectorOptions {
  budgetShare: number;
  rules: RecognitionRule[];
  hotfix: HotfixMarks;
}

const PREFIX = 'maturity.collectors.github';

/** The rule in force where none is configured. @internal */
export const DEFAULT_RULE: RecognitionRule = {
  recognize: 'deployments',
  workflows: [],
  environments: [],
  environment: 'production',
  tags: [],
  prereleases: false,
};

/** Reads and checks the collector's options. @internal */
export function readGithubConfig(root: Config): GithubOptions {
  const config = root.getOptionalConfig(PREFIX);
  return {
    ...readCollectorOptions(root, PREFIX),
    budgetShare: readBudgetShare(root, PREFIX),
    rules: (config?.getOptionalConfigArray('deployments') ?? []).map(readRule),
    hotfix: readHotfixMarks(config),
  };
}

/** The first rule that speaks of this entity, else the default. @internal */
export function findRule(
  rules: RecognitionRule[],
  of: { host: string; repository: string; entityRef: string },
): RecognitionRule {
  return findRecognition(rules, of) ?? DEFAULT_RULE;
}

function readRule(config: Config, index: number): RecognitionRule {
  const at = `${PREFIX}.deployments[${index}]`;
  const recognize = readRecognition(config, RECOGNITIONS, at);
  const rule: RecognitionRule = {
    ...readRecognitionScope(config),
    recognize,
    workflows: config.getOptionalStringArray('workflows') ?? [],
    environments: config.getOptionalStringArray('environments') ?? [],
    environment: config.getOptionalString('environment') ?? 'production',
    tags: config.getOptionalStringArray('tags') ?? [],
    prereleases: config.getOptionalBoolean('prereleases') ?? false,
  };
  if (
    recognize === 'workflow-runs' &&
    rule.workflows.length + rule.environments.length === 0
  ) {
    throw new InputError(
      `'${at}' recognizes workflow runs but names neither 'workflows' nor 'environments', so every run would be a deployment. Add for example workflows: ['.github/workflows/deploy*'].`,
    );
  }
  return rule;
}
