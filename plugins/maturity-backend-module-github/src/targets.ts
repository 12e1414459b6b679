// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  GithubIntegrationConfig,
  ScmIntegrations,
} from '@backstage/integration';
import {
  CollectorEntity,
  CollectorMatch,
  hasOtherSource,
  RuledTarget,
  sourceLocationOf,
  targetsByRule,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { DEFAULT_RULE, findRule, RecognitionRule } from './config';

/** @internal */
export const SLUG_ANNOTATION = 'github.com/project-slug';
const SLUG = /^[\w.-]+\/[\w.-]+$/;

/** A repository, and the entities for which it is read under one rule. Its key begins `github.com/acme/shop`. @internal */
export interface Target extends RuledTarget<RecognitionRule> {
  host: string;
  owner: string;
  name: string;
}

/** Finds the repository of an entity, or says what its owner must add. @internal */
export function matchEntity(
  entity: Entity,
  integrations: ScmIntegrations,
): CollectorMatch {
  const slug = entity.metadata.annotations?.[SLUG_ANNOTATION]?.trim();
  const url = sourceLocationOf(entity);
  const location = readLocation(url, integrations);
  if (slug) {
    if (!SLUG.test(slug)) {
      return {
        status: 'incomplete',
        message: `The annotation '${SLUG_ANNOTATION}' is '${slug}'. Write it as '<owner>/<repository>', for example 'acme/shop'.`,
      };
    }
    return match(
      integrations,
      location?.host ?? defaultHost(integrations),
      slug,
    );
  }
  if (location) {
    return match(integrations, location.host, location.slug);
  }
  const isElsewhere =
    url !== undefined || hasOtherSource(entity, 'github.com/');
  const isUsed = integrations.github
    .list()
    .some(({ config }) => hasCredentials(config));
  if (isElsewhere || !isUsed) {
    return { status: 'none' };
  }
  return {
    status: 'incomplete',
    isUnclaimed: true,
    message: `No repository is known. Add the annotation '${SLUG_ANNOTATION}: <owner>/<repository>' to '${stringifyEntityRef(
      entity,
    )}' in its catalog-info.yaml.`,
  };
}

function hasCredentials({ token, apps }: GithubIntegrationConfig): boolean {
  return Boolean(token || apps?.length);
}

function match(
  integrations: ScmIntegrations,
  host: string,
  slug: string,
): CollectorMatch {
  const config = integrations.github.byHost(host)?.config;
  if (!config || !hasCredentials(config)) {
    return {
      status: 'incomplete',
      message: `There are no credentials for '${host}'. Add 'integrations.github: [{ host: ${host}, token: … }]' or an app to app-config.yaml; docs/sources/github.md lists the permissions.`,
    };
  }
  return { status: 'match', target: `${host}/${slug}`.toLowerCase() };
}

function defaultHost(integrations: ScmIntegrations): string {
  // Backstage lists github.com by itself, also where only an Enterprise Server is configured.
  const hosts = integrations.github
    .list()
    .flatMap(({ config }) => (hasCredentials(config) ? [config.host] : []));
  return hosts.includes('github.com') ? 'github.com' : hosts[0] ?? 'github.com';
}

function readLocation(
  url: string | undefined,
  integrations: ScmIntegrations,
): { host: string; slug: string } | undefined {
  if (!url || !URL.canParse(url) || !integrations.github.byUrl(url)) {
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

function parseTarget(target: string) {
  const [host, owner, name] = target.split('/');
  return { host, owner, name };
}

/** How the deployments of an entity are recognized. @internal */
export function ruleOf(
  { entityRef, target }: Pick<CollectorEntity, 'entityRef' | 'target'>,
  rules: RecognitionRule[],
): RecognitionRule {
  const { host, owner, name } = parseTarget(target);
  return findRule(rules, { host, repository: `${owner}/${name}`, entityRef });
}

/** The repositories to read, each under one rule. @internal */
export function toTargets(
  entities: CollectorEntity[],
  rules: RecognitionRule[],
): Target[] {
  const ruleFor = (entity: CollectorEntity) => ruleOf(entity, rules);
  return targetsByRule(entities, ruleFor, DEFAULT_RULE).map(target => ({
    ...target,
    ...parseTarget(target.entities[0].target),
  }));
}
