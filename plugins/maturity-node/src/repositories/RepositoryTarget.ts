// SPDX-License-Identifier: Apache-2.0
import { DeploymentRule, findRecognition } from '../collecting/recognition';
import { RuledTarget, targetsByRule } from '../collecting/targetsByRule';
import { CollectorEntity } from '../DeliveryCollector';

/** Where a repository is. @public */
export interface RepositoryPlace {
  /** For example `github.com`. */
  host: string;
  /** Its path on the host, `acme/shop`, or what else the host knows it by. */
  path: string;
}

/** A repository, and the entities for which it is read under one rule. Its key begins `github.com/acme/shop`. @public */
export interface RepositoryTarget<R> extends RuledTarget<R>, RepositoryPlace {}

/** The host and the path in what a collector matched, `github.com/acme/shop`. @public */
export function placeOf(target: string): RepositoryPlace {
  const end = target.indexOf('/');
  return { host: target.slice(0, end), path: target.slice(end + 1) };
}

/** How the deployments of an entity are recognized. @public */
export function ruleOf<R extends DeploymentRule<string>>(
  { entityRef, target }: Pick<CollectorEntity, 'entityRef' | 'target'>,
  rules: readonly R[],
  byDefault: R,
): R {
  const { host, path: repository } = placeOf(target);
  return findRecognition(rules, { host, repository, entityRef }) ?? byDefault;
}

/** The repositories to read, each under one rule. @public */
export function repositoryTargets<R extends DeploymentRule<string>>(
  entities: readonly CollectorEntity[],
  rules: readonly R[],
  byDefault: R,
): RepositoryTarget<R>[] {
  return targetsByRule(
    entities,
    entity => ruleOf(entity, rules, byDefault),
    byDefault,
  ).map(target => ({ ...target, ...placeOf(target.entities[0].target) }));
}
