// SPDX-License-Identifier: Apache-2.0
export * from './types';
export * from './applyWaivers';
export { connectSourceCheckId } from './connectSource';
export * from './describeCheck';
export * from './describeValue';
export * from './nextSteps';
export * from './planTasks';
export * from './repairEffects';
export * from './taskOrder';
export * from './transitionTask';
export * from './withdrawTasks';
export {
  ACTIVE_TASK_STATES,
  isTaskActive,
  type TaskChange,
} from './taskChange';
