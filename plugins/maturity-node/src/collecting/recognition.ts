// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { matchesPattern } from './matchesPattern';
import { KnownKeys } from './unknownKeys';

/** Whose deployments a rule speaks of; `*` stands for anything, what is left out matches all. @public */
export interface RecognitionScope {
  host?: string;
  /** Entity reference. */
  entity?: string;
  /** Path of the repository on its host. */
  repository?: string;
}

/** How the deployments of some entities are recognized. A collector adds what is its provider's own. @public */
export interface DeploymentRule<R extends string> extends RecognitionScope {
  recognize: R;
  /** Patterns of environments. */
  environments: string[];
  /** Environment of what names none. */
  environment: string;
  /** Patterns of tags or releases that count. */
  tags: string[];
}

/** What `readDeploymentRule` reads. @internal */
export const RULE_KEYS: KnownKeys = {
  host: true,
  entity: true,
  repository: true,
  recognize: true,
  environments: true,
  environment: true,
  tags: true,
};

/**
 * Reads what every rule has.
 *
 * @param known - what the collector can take for a deployment
 * @param at - where the rule is, for the sentence
 * @throws InputError if `recognize` is none of those that the collector knows
 * @public
 */
export function readDeploymentRule<R extends string>(
  config: Config,
  known: readonly R[],
  at: string,
): DeploymentRule<R> {
  const value = config.getString('recognize');
  const recognize = known.find(recognition => recognition === value);
  if (!recognize) {
    throw new InputError(
      `'${at}.recognize' is '${value}'. Use one of ${known.join(', ')}.`,
    );
  }
  return {
    host: config.getOptionalString('host'),
    entity: config.getOptionalString('entity'),
    repository: config.getOptionalString('repository'),
    recognize,
    environments: config.getOptionalStringArray('environments') ?? [],
    environment: config.getOptionalString('environment') ?? 'production',
    tags: config.getOptionalStringArray('tags') ?? [],
  };
}

/** The rule in force where none is configured: all that is recognized in one way, to production where it names no environment. @public */
export function plainRule<R extends string>(recognize: R): DeploymentRule<R> {
  return {
    recognize,
    environments: [],
    environment: 'production',
    tags: [],
  };
}

/** The first rule that speaks of this entity. @public */
export function findRecognition<R extends RecognitionScope>(
  rules: readonly R[],
  of: { host: string; repository: string; entityRef: string },
): R | undefined {
  return rules.find(
    rule =>
      (!rule.host || matchesPattern(of.host, rule.host)) &&
      (!rule.repository || matchesPattern(of.repository, rule.repository)) &&
      (!rule.entity || matchesPattern(of.entityRef, rule.entity)),
  );
}
