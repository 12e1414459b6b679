// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem } from '../measures/types';
import { Task, Waiver } from './types';

/** What a task says; everything of it that an evaluation decides. @internal */
export type TaskContent = Pick<
  Task,
  | 'dimensionId'
  | 'kind'
  | 'title'
  | 'message'
  | 'steps'
  | 'effort'
  | 'gain'
  | 'lifts'
  | 'coverageGain'
  | 'waitsFor'
  | 'rank'
  | 'templateRef'
> & { evidence: EvidenceItem[] };

/**
 * What an evaluation asks of the task of one check: `needed` opens it, `done` closes it, `waived` suspends it,
 * `gone` withdraws it, `unknown` leaves it alone.
 *
 * @internal
 */
export type TaskDemand = { checkId: string } & (
  | { state: 'needed'; content: TaskContent }
  | { state: 'done'; cause: string }
  | { state: 'waived'; waiver: Pick<Waiver, 'until' | 'reason'> }
  | { state: 'gone'; cause: string }
  | { state: 'unknown' }
);
