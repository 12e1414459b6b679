// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { TaskAction } from '@delivery-maturity/backstage-plugin-maturity-common';
import { BodyOf } from '../service/types';

/** What the core does for a change that a person asks for. @internal */
export function toTaskAction(
  change: BodyOf<'patchTask'>,
  userEntityRef: string | undefined,
): TaskAction {
  const { action, ...rest } = change;
  if (action !== 'take') {
    return { type: action, ...rest } as TaskAction;
  }
  if (userEntityRef === undefined) {
    throw new InputError(
      "A service cannot take a task, because a task is taken by a person. Call as a user, or use the action 'comment'.",
    );
  }
  return { type: 'take', assigneeRef: userEntityRef };
}
