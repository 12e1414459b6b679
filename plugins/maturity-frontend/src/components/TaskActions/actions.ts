// SPDX-License-Identifier: Apache-2.0
import {
  PatchTaskBody,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** @internal */
export type TaskAction = PatchTaskBody['action'];

/** Actions that ask for a date or a text first. @internal */
export type FormAction = 'plan' | 'snooze' | 'comment';

/** What a person may do with a task in this state, the likeliest first. @internal */
export function actionsOf(state: TaskView['state']): TaskAction[] {
  switch (state) {
    case 'open':
      return ['take', 'plan', 'snooze', 'comment'];
    case 'in-progress':
      return ['plan', 'release', 'snooze', 'comment'];
    case 'snoozed':
      return ['wake', 'comment'];
    case 'waived':
      return ['comment'];
    case 'resolved':
    case 'withdrawn':
      return [];
    default: {
      const never: never = state;
      return never;
    }
  }
}

/** @internal */
export function needsForm(action: TaskAction): action is FormAction {
  return action === 'plan' || action === 'snooze' || action === 'comment';
}
