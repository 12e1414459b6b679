// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  entitySources,
  normalizeRepository,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Task, TaskEvent, TaskOutput } from './schema';

/** Annotation by which a template names its own version. */
const TEMPLATE_VERSION = 'backstage.io/template-version';

/** Source of every record of this collector. @internal */
export const SCAFFOLDER_SOURCE = 'scaffolder';

/** Finds entities by ref, or by the repository that a task created. @internal */
export interface EntityLookup {
  (output: TaskOutput): string[];
}

/** @internal */
export function createEntityLookup(entities: CollectorEntity[]): EntityLookup {
  const refs = new Set(entities.map(({ entityRef }) => entityRef));
  const byRepository = new Map<string, string[]>();
  for (const { entity, entityRef } of entities) {
    for (const repository of entitySources(entity).repositories) {
      byRepository.set(repository, [
        ...(byRepository.get(repository) ?? []),
        entityRef,
      ]);
    }
  }
  return output => {
    const named = [
      output.entityRef,
      ...(output.links ?? []).map(link => link.entityRef),
    ].flatMap(ref => readRef(ref) ?? []);
    const known = [...new Set(named)].filter(ref => refs.has(ref));
    if (known.length) {
      return known;
    }
    const urls = [
      output.remoteUrl,
      output.repoContentsUrl,
      ...(output.links ?? []).map(link => link.url),
    ];
    const repositories = urls.flatMap(
      url => normalizeRepository(url ?? '') ?? [],
    );
    return [
      ...new Set(repositories.flatMap(name => byRepository.get(name) ?? [])),
    ];
  };
}

function readRef(ref: string | undefined): string | undefined {
  try {
    return ref && stringifyEntityRef(parseEntityRef(ref));
  } catch {
    // A link to something that is no entity; the repository is tried instead.
    return undefined;
  }
}

/**
 * A finished task as a provisioning request: asked for when the task was created, done when it was completed.
 * What comes after (first green build, first deployment) is measured from the deliveries themselves.
 *
 * @returns `undefined` for a task that created nothing
 * @internal
 */
export function provisioningOf(
  task: Task,
  events: TaskEvent[],
  environmentTemplates: Set<string>,
): { record: Provisioning; output: TaskOutput } | undefined {
  const completion = events.find(event => event.type === 'completion');
  if (task.status !== 'completed' || !completion) {
    return undefined;
  }
  const doneAt = new Date(completion.createdAt).toISOString();
  const template = task.spec.templateInfo;
  const ref = template?.entity?.metadata?.annotations?.[TEMPLATE_VERSION];
  const environment =
    template !== undefined &&
    environmentTemplates.has(readRef(template.entityRef) ?? '');
  return {
    output: completion.body.output ?? {},
    record: {
      source: SCAFFOLDER_SOURCE,
      id: task.id,
      observedAt: doneAt,
      subject: environment ? 'environment' : 'service',
      requestedAt: new Date(task.createdAt).toISOString(),
      requestBasis: 'scaffolder',
      templateDoneAt: doneAt,
      selfService: true,
      ...(template && {
        template: { id: template.entityRef, ...(ref && { ref }) },
      }),
      // A template that sets up an environment is done when the environment is.
      ...(environment && { firstDeploymentAt: doneAt }),
    },
  };
}
