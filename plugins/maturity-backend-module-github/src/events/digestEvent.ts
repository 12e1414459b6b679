// SPDX-License-Identifier: Apache-2.0
import { EventParams } from '@backstage/plugin-events-node';
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  matchesAny,
  ownersOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubOptions, Recognition } from '../config';
import { Target, toTargets } from '../targets';
import { concernsPush } from './concernsPush';
import { concernsRun } from './concernsRun';
import { fromDeploymentEvent, fromStatusEvent } from './digestDeployment';
import {
  anyEventSchema,
  deploymentEventSchema,
  deploymentStatusEventSchema,
  pushEventSchema,
  workflowRunEventSchema,
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

type DigestContext = Pick<
  CollectContext,
  'logger' | 'now' | 'readWatermark' | 'listTemplates'
>;

/** What an event means: what it says by itself, and which repository to read soon. @internal */
export async function digestEvent(
  event: EventParams,
  entitiesOf: (target: string) => CollectorEntity[],
  context: DigestContext,
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
  const repository = `${host}/${slug}`.toLowerCase();
  const targets = toTargets(entitiesOf(repository), options.rules);
  const isRefreshed = await concerns(event, { repository, targets }, context);
  return {
    items: isDeployment(event) ? itemsOf(event, targets, host) : [],
    refresh: isRefreshed ? [repository] : [],
  };
}

function kindOf({ topic }: EventParams): string {
  return topic.replace(/^github\./, '');
}

function isDeployment(event: EventParams): boolean {
  return ['deployment', 'deployment_status'].includes(kindOf(event));
}

/** Whether a read would bring more than what is known. */
async function concerns(
  event: EventParams,
  { repository, targets }: { repository: string; targets: Target[] },
  context: DigestContext,
): Promise<boolean> {
  const having = (...kinds: Recognition[]) =>
    targets.some(({ rule }) => kinds.includes(rule.recognize));
  switch (kindOf(event)) {
    case 'deployment':
    case 'deployment_status':
    case 'deployment_review':
    case 'deployment_protection_rule':
      // Of a run that is a deployment they tell that it waits.
      return having('deployments', 'workflow-runs');
    case 'workflow_run': {
      const run = workflowRunEventSchema.safeParse(event.eventPayload);
      const answers = run.success
        ? await Promise.all(
            targets.map(target => concernsRun(run.data, target, context)),
          )
        : [];
      return answers.includes(true);
    }
    case 'release':
      return having('releases') || isGoldenPath(repository, context);
    case 'push': {
      const push = pushEventSchema.safeParse(event.eventPayload);
      const tagsCount =
        having('tags') || (await isGoldenPath(repository, context));
      return (
        push.success &&
        concernsPush(push.data, tagsCount) &&
        (targets.length > 0 || tagsCount)
      );
    }
    default:
      return false;
  }
}

/** Golden paths need not be in the catalog: their versions are read along with any repository, or with none. */
async function isGoldenPath(
  repository: string,
  context: DigestContext,
): Promise<boolean> {
  const templates = await context.listTemplates();
  return templates.some(
    template =>
      template.provider === 'github' &&
      template.repository.toLowerCase() === repository,
  );
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
  event: EventParams,
  targets: Target[],
  host: string,
): CollectedItem[] {
  const deployment = readDeployment(event, host);
  if (!deployment) {
    return [];
  }
  const { environment } = deployment;
  return targets
    .filter(
      ({ rule: { recognize, environments } }) =>
        recognize === 'deployments' &&
        (environments.length === 0 || matchesAny(environment, environments)),
    )
    .flatMap(({ entities }) => ownersOf(entities, environment))
    .map(({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: { type: 'deployment', record: { ...deployment, entityRef } },
    }));
}
