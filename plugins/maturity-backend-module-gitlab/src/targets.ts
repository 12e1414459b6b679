// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import {
  CollectorEntity,
  CollectorMatch,
  digestOf,
  groupBy,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { findRule, RecognitionRule } from './config';

/** @internal */
export const SLUG_ANNOTATION = 'gitlab.com/project-slug';
const ID_ANNOTATION = 'gitlab.com/project-id';
const INSTANCE_ANNOTATION = 'gitlab.com/instance';
const LOCATION_ANNOTATION = 'backstage.io/source-location';
const OTHER_SOURCES = [
  'github.com/project-slug',
  'delivery-maturity.io/source',
  'dev.azure.com/project-repo',
];
const SLUG = /^[\w.-]+(?:\/[\w.-]+)+$/;

/** A project, and the entities for which it is read under one rule. @internal */
export interface Target {
  /** `gitlab.com/acme/shop`; also the key of what is remembered of it. */
  key: string;
  host: string;
  /** Full path with all groups, or the number of the project. */
  path: string;
  rule: RecognitionRule;
  entities: CollectorEntity[];
  /** The keys under which parts of its project are read. */
  keys: string[];
}

/** Finds the project of an entity, or says what its owner must add. @internal */
export function matchEntity(
  entity: Entity,
  integrations: ScmIntegrations,
): CollectorMatch {
  const annotations = entity.metadata.annotations ?? {};
  const slug = annotations[SLUG_ANNOTATION]?.trim();
  const id = annotations[ID_ANNOTATION]?.trim();
  const location = readLocation(annotations[LOCATION_ANNOTATION], integrations);
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
  if (OTHER_SOURCES.some(annotation => annotations[annotation])) {
    return { status: 'none' };
  }
  if (location) {
    return match(integrations, location.host, location.slug);
  }
  const isElsewhere = annotations[LOCATION_ANNOTATION]?.startsWith('url:');
  const isUsed = integrations.gitlab.list().some(({ config }) => config.token);
  if (isElsewhere || !isUsed) {
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
  location: string | undefined,
  integrations: ScmIntegrations,
): { host: string; slug: string } | undefined {
  if (!location?.startsWith('url:')) {
    return undefined;
  }
  const url = location.slice('url:'.length);
  if (!URL.canParse(url) || !integrations.gitlab.byUrl(url)) {
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

/** The projects to read; one that is read in two ways for two entities is two targets. @internal */
export function toTargets(
  entities: CollectorEntity[],
  rules: RecognitionRule[],
): Target[] {
  return [...groupBy(entities, ({ target }) => target)].flatMap(
    ([key, group]) => {
      const { host, path } = parseTarget(key);
      const byRule = new Map<RecognitionRule, CollectorEntity[]>();
      for (const entity of group) {
        const rule = ruleOf(entity, rules);
        byRule.set(rule, [...(byRule.get(rule) ?? []), entity]);
      }
      const targets = [...byRule].map(([rule, ofRule]) => ({
        key: isDefault(rule) ? key : `${key}#${markOf(rule)}`,
        host,
        path,
        rule,
        entities: ofRule,
      }));
      const keys = targets.map(target => target.key);
      return targets.map(target => ({ ...target, keys }));
    },
  );
}

function isDefault({ recognize, environments }: RecognitionRule): boolean {
  return recognize === 'deployments' && environments.length === 0;
}

/** What was read under another rule does not count for this one. */
function markOf(rule: RecognitionRule): string {
  const { recognize, jobs, environments, environment, tags } = rule;
  return digestOf([recognize, jobs, environments, environment, tags]);
}

/** Whether a project is known by its number. @internal */
export function isNumber({ path }: Pick<Target, 'path'>): boolean {
  return /^\d+$/.test(path);
}
