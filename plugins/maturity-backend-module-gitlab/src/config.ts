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

const RECOGNITIONS = ['deployments', 'pipelines', 'releases', 'tags'] as const;

/** What counts as a deployment. @internal */
export type Recognition = (typeof RECOGNITIONS)[number];

/** How the deployments of some entities are recognized. @internal */
export interface RecognitionRule extends RecognitionScope {
  recognize: Recognition;
  jobs: string[];
  environments: string[];
  environment: string;
  tags: string[];
}

/** @internal */
export interface GitlabOptions extends CollectorOptions {
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

/** Reads and checks the collector's options. @internal */
export function readGitlabConfig(root: Config): GitlabOptions {
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
