// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { matchesPattern } from './matchesPattern';

/** Whose deployments a rule speaks of; `*` stands for anything, what is left out matches all. @public */
export interface RecognitionScope {
  host?: string;
  /** Entity reference. */
  entity?: string;
  /** Path of the repository on its host. */
  repository?: string;
}

/** Reads the scope of a rule. @public */
export function readRecognitionScope(config: Config): RecognitionScope {
  return {
    host: config.getOptionalString('host'),
    entity: config.getOptionalString('entity'),
    repository: config.getOptionalString('repository'),
  };
}

/**
 * Reads what a rule takes for a deployment.
 *
 * @param at - where the rule is, for the sentence
 * @throws InputError if it is none of those that the collector knows
 * @public
 */
export function readRecognition<R extends string>(
  config: Config,
  known: readonly R[],
  at: string,
): R {
  const value = config.getString('recognize');
  const found = known.find(recognition => recognition === value);
  if (!found) {
    throw new InputError(
      `'${at}.recognize' is '${value}'. Use one of ${known.join(', ')}.`,
    );
  }
  return found;
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
