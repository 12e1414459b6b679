// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import {
  CollectorEntity,
  CollectorMatch,
  matchRepository,
  repositoryTargets,
  RepositoryTarget,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { DEFAULT_RULE, RecognitionRule } from './config';

/** @internal */
export const SLUG_ANNOTATION = 'github.com/project-slug';
const SLUG = /^[\w.-]+\/[\w.-]+$/;

/** A repository, and the entities for which it is read under one rule. @internal */
export interface Target extends RepositoryTarget<RecognitionRule> {
  owner: string;
  name: string;
}

/** Finds the repository of an entity, or says what its owner must add. @internal */
export function matchEntity(
  entity: Entity,
  integrations: ScmIntegrations,
): CollectorMatch {
  return matchRepository(entity, {
    annotation: SLUG_ANNOTATION,
    noun: 'repository',
    form: '<owner>/<repository>',
    slug: SLUG,
    publicHost: 'github.com',
    hosts: hostsWithCredentials(integrations),
    locate: url => locate(url, integrations),
    addCredentials: host =>
      `There are no credentials for '${host}'. Add 'integrations.github: [{ host: ${host}, token: … }]' or an app to app-config.yaml; docs/sources/github.md lists the permissions.`,
  });
}

function hostsWithCredentials(integrations: ScmIntegrations): string[] {
  return integrations.github
    .list()
    .flatMap(({ config }) =>
      config.token || config.apps?.length ? [config.host] : [],
    );
}

function locate(
  url: string,
  integrations: ScmIntegrations,
): { host: string; slug: string } | undefined {
  if (!URL.canParse(url) || !integrations.github.byUrl(url)) {
    return undefined;
  }
  const { host, pathname } = new URL(url);
  const slug = pathname
    .split('/')
    .slice(1, 3)
    .join('/')
    .replace(/\.git$/, '');
  return SLUG.test(slug) ? { host, slug } : undefined;
}

/** A target with the parts of its path, as GitHub's API asks for them. @internal */
export function toTarget(target: RepositoryTarget<RecognitionRule>): Target {
  const [owner, name] = target.path.split('/');
  return { ...target, owner, name };
}

/** The repositories of some entities, each under one rule. @internal */
export function toTargets(
  entities: CollectorEntity[],
  rules: RecognitionRule[],
): Target[] {
  return repositoryTargets(entities, rules, DEFAULT_RULE).map(toTarget);
}
