// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
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
export const SLUG_ANNOTATION = 'gitlab.com/project-slug';
const ID_ANNOTATION = 'gitlab.com/project-id';
const INSTANCE_ANNOTATION = 'gitlab.com/instance';
const SLUG = /^[\w.-]+(?:\/[\w.-]+)+$/;

/** A project, and the entities for which it is read under one rule. Its key begins `gitlab.com/acme/shop`. @internal */
export interface Target extends RuledTarget<RecognitionRule> {
  host: string;
  /** Full path with all groups, or the number of the project. */
  path: string;
}

/** Finds the project of an entity, or says what its owner must add. @internal */
export function matchEntity(
  entity: Entity,
  integrations: ScmIntegrations,
): CollectorMatch {
  const annotations = entity.metadata.annotations ?? {};
  const slug = annotations[SLUG_ANNOTATION]?.trim();
  const id = annotations[ID_ANNOTATION]?.trim();
  const url = sourceLocationOf(entity);
  const location = readLocation(url, integrations);
  const host =
    readInstance(annotations[INSTANCE_ANNOTATION]) ||
    location?.host ||
    defaultHost(integrations);
  if (slug) {
    return SLUG.test(slug)
      ? match(integrations, host, slug)
      : {
          status: 'incomplete',
          message: `The annotation '${SLUG_ANNOTATION}' is '${slug}'. Write it as '<group>/<project>' with all of its groups, for example 'acme/shop'.`,
        };
  }
  if (id) {
    return /^\d+$/.test(id)
      ? match(integrations, host, id)
      : {
          status: 'incomplete',
          message: `The annotation '${ID_ANNOTATION}' is '${id}'. Write the number of the project, or use '${SLUG_ANNOTATION}: <group>/<project>'.`,
        };
  }
  if (hasOtherSource(entity, 'gitlab.com/')) {
    return { status: 'none' };
  }
  if (location) {
    return match(integrations, location.host, location.slug);
  }
  const isUsed = integrations.gitlab.list().some(({ config }) => config.token);
  if (url !== undefined || !isUsed) {
    return { status: 'none' };
  }
  return {
    status: 'incomplete',
    isUnclaimed: true,
    message: `No project is known. Add the annotation '${SLUG_ANNOTATION}: <group>/<project>' to '${stringifyEntityRef(
      entity,
    )}' in its catalog-info.yaml.`,
  };
}

/** Some write it with the scheme, some without. */
function readInstance(instance: string | undefined): string | undefined {
  return instance?.trim().replace(/^https?:\/\/|\/.*$/g, '');
}

function match(
  integrations: ScmIntegrations,
  host: string,
  path: string,
): CollectorMatch {
  if (!integrations.gitlab.byHost(host)?.config.token) {
    return {
      status: 'incomplete',
      message: `There is no token for '${host}'. Add 'integrations.gitlab: [{ host: ${host}, token: … }]' to app-config.yaml, with a token of the scope 'read_api'.`,
    };
  }
  return { status: 'match', target: `${host}/${path}`.toLowerCase() };
}

function defaultHost(integrations: ScmIntegrations): string {
  const configs = integrations.gitlab.list().map(({ config }) => config);
  const withToken = configs.filter(({ token }) => token);
  const hosts = withToken.map(({ host }) => host);
  return hosts.includes('gitlab.com') ? 'gitlab.com' : hosts[0] ?? 'gitlab.com';
}

function readLocation(
  url: string | undefined,
  integrations: ScmIntegrations,
): { host: string; slug: string } | undefined {
  if (!url || !URL.canParse(url) || !integrations.gitlab.byUrl(url)) {
    return undefined;
  }
  const { host, pathname } = new URL(url);
  const base = integrations.gitlab.byUrl(url)?.config.baseUrl;
  const root = base ? new URL(base).pathname.replace(/\/$/, '') : '';
  const slug = decodeURIComponent(pathname)
    .slice(pathname.startsWith(`${root}/`) ? root.length : 0)
    .split(/\/-(?:\/|$)|\/(?:tree|blob|raw)\//)[0]
    .replace(/^\/|\/$|\.git$/g, '');
  return SLUG.test(slug) ? { host, slug } : undefined;
}

function parseTarget(target: string) {
  const end = target.indexOf('/');
  return { host: target.slice(0, end), path: target.slice(end + 1) };
}

/** How the deployments of an entity are recognized. @internal */
export function ruleOf(
  { entityRef, target }: Pick<CollectorEntity, 'entityRef' | 'target'>,
  rules: RecognitionRule[],
): RecognitionRule {
  const { host, path } = parseTarget(target);
  return findRule(rules, { host, repository: path, entityRef });
}

/** The projects to read, each under one rule. @internal */
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

/** Whether a project is known by its number. @internal */
export function isNumber({ path }: Pick<Target, 'path'>): boolean {
  return /^\d+$/.test(path);
}
