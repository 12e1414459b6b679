// SPDX-License-Identifier: Apache-2.0
import { EventParams } from '@backstage/plugin-events-node';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  matchesAny,
  ownersOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { findRule, GitlabOptions, Recognition } from '../config';
import { fromDeploymentEvent } from './digestDeployment';
import {
  anyEventSchema,
  deploymentEventSchema,
  jobEventSchema,
  mergeRequestEventSchema,
  pipelineEventSchema,
  pushEventSchema,
} from './schema';

/**
 * Backstage's router publishes under `gitlab.` those events only that carry an `event_name`, which deployments,
 * pipelines, jobs and merge requests do not, so the topic of all events is listened to as well. What comes twice
 * changes nothing.
 *
 * @internal
 */
export const EVENT_TOPICS = [
  'gitlab',
  'gitlab.deployment',
  'gitlab.pipeline',
  'gitlab.job',
  'gitlab.build',
  'gitlab.push',
  'gitlab.tag_push',
  'gitlab.release',
  'gitlab.merge_request',
];

/** @internal */
export interface Digested {
  items: CollectedItem[];
  refresh: string[];
  /** `all` where pipelines may have changed, which are else read now and then. */
  extent: 'all' | 'part';
}

const NOTHING: Digested = { items: [], refresh: [], extent: 'part' };

/** What an event means: what it says by itself, and which project to read soon. @internal */
export async function digestEvent(
  event: EventParams,
  entitiesOf: (target: string) => CollectorEntity[],
  context: Pick<CollectContext, 'logger'>,
  options: Pick<GitlabOptions, 'rules'>,
): Promise<Digested> {
  const place = placeOf(event.eventPayload);
  if (!place) {
    context.logger.debug('An event names no project', { topic: event.topic });
    return NOTHING;
  }
  const { kind, host, targets } = place;
  const refresh = targets.filter(target => entitiesOf(target).length > 0);
  const entities = refresh.flatMap(entitiesOf);
  if (entities.length === 0) {
    return NOTHING;
  }
  if (kind === 'deployment') {
    return {
      items: itemsOf(event, host, entities, options),
      refresh,
      extent: 'part',
    };
  }
  return concernsUs(
    kind,
    event.eventPayload,
    recognitions(entities, place, options),
  )
    ? { items: [], refresh, extent: kind === 'push' ? 'all' : 'part' }
    : NOTHING;
}

function placeOf(payload: unknown) {
  const parsed = anyEventSchema.safeParse(payload);
  if (!parsed.success) {
    return undefined;
  }
  const { object_kind, event_name, project, project_id: id } = parsed.data;
  const kind = object_kind ?? event_name;
  const url = project?.web_url ?? parsed.data.repository?.homepage;
  if (!kind || !url || !URL.canParse(url)) {
    return undefined;
  }
  const { host, pathname } = new URL(url);
  const path = project?.path_with_namespace ?? pathname.slice(1);
  const number = project?.id ?? id;
  return {
    kind,
    host,
    path,
    targets: [
      `${host}/${path}`.toLowerCase(),
      ...(number ? [`${host}/${number}`] : []),
    ],
  };
}

function itemsOf(
  event: EventParams,
  host: string,
  entities: CollectorEntity[],
  { rules }: Pick<GitlabOptions, 'rules'>,
): CollectedItem[] {
  const parsed = deploymentEventSchema.safeParse(event.eventPayload);
  const deployment = parsed.success
    ? fromDeploymentEvent(parsed.data, host)
    : undefined;
  if (!deployment) {
    return [];
  }
  const { environment, repository = '' } = deployment;
  return ownersOf(entities, environment)
    .filter(({ entityRef }) => {
      const rule = findRule(rules, {
        host,
        repository: repository.slice(host.length + 1),
        entityRef,
      });
      return (
        rule.recognize === 'deployments' &&
        (rule.environments.length === 0 ||
          matchesAny(environment, rule.environments))
      );
    })
    .map(({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: { type: 'deployment', record: { ...deployment, entityRef } },
    }));
}

function recognitions(
  entities: CollectorEntity[],
  { host, path }: { host: string; path: string },
  { rules }: Pick<GitlabOptions, 'rules'>,
): Set<Recognition> {
  return new Set(
    entities.map(
      ({ entityRef }) =>
        findRule(rules, { host, repository: path, entityRef }).recognize,
    ),
  );
}

function concernsUs(
  kind: string,
  payload: unknown,
  recognized: Set<Recognition>,
): boolean {
  switch (kind) {
    case 'pipeline': {
      const { data } = pipelineEventSchema.safeParse(payload);
      return (
        recognized.has('pipelines') ||
        (data?.builds ?? []).some(
          ({ manual, environment }) => manual || environment?.name,
        )
      );
    }
    case 'build':
    case 'job':
      return (
        recognized.has('pipelines') ||
        Boolean(jobEventSchema.safeParse(payload).data?.environment?.name)
      );
    case 'merge_request':
      return (
        mergeRequestEventSchema.safeParse(payload).data?.object_attributes
          .action === 'merge'
      );
    case 'push':
      return changesPipelines(payload);
    case 'release':
      return recognized.has('releases');
    case 'tag_push':
      return recognized.has('tags') || recognized.has('releases');
    default:
      return false;
  }
}

/** Pushes to the default branch that touch YAML: a pipeline may include any such file. */
function changesPipelines(payload: unknown): boolean {
  const { data } = pushEventSchema.safeParse(payload);
  if (!data || data.ref !== `refs/heads/${data.project.default_branch}`) {
    return false;
  }
  const commits = data.commits ?? [];
  // The event tells 20 commits at most.
  return (
    (data.total_commits_count ?? 0) > commits.length ||
    commits
      .flatMap(({ added, modified, removed }) => [
        ...(added ?? []),
        ...(modified ?? []),
        ...(removed ?? []),
      ])
      .some(path => /\.ya?ml$/.test(path))
  );
}
