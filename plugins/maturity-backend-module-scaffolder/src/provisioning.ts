// SPDX-License-Identifier: Apache-2.0
import { Provisioning } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Task, TaskEvent, TaskOutput } from './schema';
import { readRef } from './targets';

/** Annotation by which a template names its own version. */
const TEMPLATE_VERSION = 'backstage.io/template-version';

/** Source of every record of this collector. @internal */
export const SCAFFOLDER_SOURCE = 'scaffolder';

/**
 * A finished task as a provisioning request: asked for when the task was created, done when it was completed.
 * What comes after (first green build, first deployment) is measured from the deliveries themselves.
 *
 * @returns `undefined` for a task that created nothing
 * @internal
 */
export function toProvisioning(
  task: Task,
  events: TaskEvent[],
  environmentTemplates: Set<string>,
): { record: Provisioning; output: TaskOutput } | undefined {
  // One that was started again after a failure has a completion of each attempt.
  const [completion] = events
    .filter(({ type }) => type === 'completion')
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (task.status !== 'completed' || !completion) {
    return undefined;
  }
  const template = task.spec.templateInfo;
  const ref = template?.entity?.metadata?.annotations?.[TEMPLATE_VERSION];
  const isEnvironment =
    template !== undefined &&
    environmentTemplates.has(readRef(template.entityRef) ?? '');
  return {
    output: completion.body.output ?? {},
    record: {
      source: SCAFFOLDER_SOURCE,
      id: task.id,
      observedAt: completion.createdAt,
      subject: isEnvironment ? 'environment' : 'service',
      requestedAt: task.createdAt,
      requestBasis: 'scaffolder',
      templateDoneAt: completion.createdAt,
      selfService: true,
      ...(template && {
        template: { id: template.entityRef, ...(ref && { ref }) },
      }),
      // A template that sets up an environment is done when the environment is.
      ...(isEnvironment && { firstDeploymentAt: completion.createdAt }),
    },
  };
}
