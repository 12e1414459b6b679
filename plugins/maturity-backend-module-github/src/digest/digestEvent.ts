// SPDX-License-Identifier: Apache-2.0
import { EventParams } from '@backstage/plugin-events-node';
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { findRule, GithubOptions, Recognition } from '../config';
import { WORKFLOW_FOLDER } from '../pipelines';
import { ownersOf } from '../targets';
import { fromDeploymentEvent, fromStatusEvent } from './digestDeployment';
import {
  anyEventSchema,
  deploymentEventSchema,
  deploymentStatusEventSchema,
  pushEventSchema,
} from './schema';

/** @internal */
export const EVENT_TOPICS = [
  'github.deployment',
  'github.deployment_status',
  'github.deployment_review',
  'github.deployment_protection_rule',
  'github.workflow_run',
  'github.push',
  'github.release',
];

/** @internal */
export interface Digested {
  items: CollectedItem[];
  refresh: string[];
}

const NOTHING: Digested = { items: [], refresh: [] };

/** What an event means: what it says by itself, and which repository to read soon. @internal */
export async function digestEvent(
  event: EventParams,
  entitiesOf: (target: string) => CollectorEntity[],
  context: Pick<CollectContext, 'logger'>,
  options: Pick<GithubOptions, 'rules'>,
): Promise<Digested> {
  const parsed = anyEventSchema.safeParse(event.eventPayload);
  if (!parsed.success || !URL.canParse(parsed.data.repository.html_url)) {
    context.logger.debug('An event names no repository', {
      topic: event.topic,
    });
    return NOTHING;
  }
  const { full_name: slug, html_url: url } = parsed.data.repository;
  const { host } = new URL(url);
  const target = `${host}/${slug}`.toLowerCase();
  const entities = entitiesOf(target);
  if (entities.length === 0) {
    return NOTHING;
  }
  const having = (...kinds: Recognition[]) =>
    entities.filter(({ entityRef }) => {
      const repository = slug.toLowerCase();
      const rule = findRule(options.rules, { host, repository, entityRef });
      return kinds.includes(rule.recognize);
    });
  const refreshIf = (needed: boolean): Digested =>
    needed ? { items: [], refresh: [target] } : NOTHING;
  switch (event.topic.replace(/^github\./, '')) {
    case 'deployment':
    case 'deployment_status': {
      const deployment = readDeployment(event, host);
      return {
        items: deployment
          ? itemsOf(deployment, having('deployments'), options, host)
          : [],
        refresh: having('deployments').length > 0 ? [target] : [],
      };
    }
    case 'deployment_review':
    case 'deployment_protection_rule':
      return refreshIf(having('deployments', 'workflow-runs').length > 0);
    case 'workflow_run':
      return refreshIf(having('workflow-runs').length > 0);
    case 'release':
      return refreshIf(having('releases').length > 0);
    case 'push':
      return refreshIf(concernsUs(event, having('tags').length > 0));
    default:
      return NOTHING;
  }
}

function readDeployment(
  event: EventParams,
  host: string,
): Deployment | undefined {
  const status = deploymentStatusEventSchema.safeParse(event.eventPayload);
  if (status.success) {
    return fromStatusEvent(status.data, host);
  }
  const created = deploymentEventSchema.safeParse(event.eventPayload);
  return created.success ? fromDeploymentEvent(created.data, host) : undefined;
}

function itemsOf(
  deployment: Deployment,
  entities: CollectorEntity[],
  { rules }: Pick<GithubOptions, 'rules'>,
  host: string,
): CollectedItem[] {
  const { environment } = deployment;
  const repository = (deployment.repository ?? '').slice(host.length + 1);
  return ownersOf(entities, environment)
    .filter(({ entityRef }) => {
      const { environments } = findRule(rules, { host, repository, entityRef });
      return environments.length === 0 || matchesAny(environment, environments);
    })
    .map(({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: { type: 'deployment', record: { ...deployment, entityRef } },
    }));
}

/** Pushes that change pipelines, and tags where tags are deployments. */
function concernsUs(event: EventParams, tagsDeploy: boolean): boolean {
  const parsed = pushEventSchema.safeParse(event.eventPayload);
  if (!parsed.success) {
    return false;
  }
  const { ref, repository, commits } = parsed.data;
  if (ref.startsWith('refs/tags/')) {
    return tagsDeploy;
  }
  if (ref !== `refs/heads/${repository.default_branch}`) {
    return false;
  }
  return (commits ?? [])
    .flatMap(({ added, modified, removed }) => [
      ...(added ?? []),
      ...(modified ?? []),
      ...(removed ?? []),
    ])
    .some(path => path.startsWith(`${WORKFLOW_FOLDER}/`));
}
