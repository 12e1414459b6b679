// SPDX-License-Identifier: Apache-2.0
import { CardSkeleton } from '../CardSkeleton';

/** @internal */
export interface TaskDetailsProps {
  taskId: string;
  /** Called after every change, so that lists can load again. */
  onChanged?: () => void;
}

/** One task: what is wrong, what to do, what happened. @internal */
export function TaskDetails(_props: TaskDetailsProps) {
  return <CardSkeleton />;
}
