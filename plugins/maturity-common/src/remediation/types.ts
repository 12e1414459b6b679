// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem, SharedCause } from '../measures/types';
import { Lift } from '../scoring/types';
import { Instant } from '../records';

/** @public */
export const TASK_STATES = [
  'open',
  'in-progress',
  'snoozed',
  'waived',
  'resolved',
  'withdrawn',
] as const;
/** @public */
export type TaskState = (typeof TASK_STATES)[number];

/** The remediation work that one check below its target asks for. @public */
export interface Task {
  id: string;
  entityRef: string;
  /** `<check id>`, or `connect-source:<source>` for a source without data. */
  checkId: string;
  dimensionId?: string;
  kind: 'check' | 'connect-source';
  state: TaskState;
  title: string;
  /** What is wrong in numbers. */
  message: string;
  steps: string[];
  effort: 'low' | 'medium' | 'high';
  /** Points of the overall score; 0 where there is none. */
  gain: number;
  /** What its repair lifts, and nothing else: absent where it lifts nothing. */
  lifts?: Lift;
  /** Of a missing source: what it adds to the coverage, 0..1. */
  coverageGain?: number;
  /** The shared thing that it waits for: not this entity's owner can repair it. */
  waitsFor?: SharedCause;
  /** Its place in every list, the highest first; see `taskRank`. */
  rank: number;
  ownerRef?: string;
  assigneeRef?: string;
  dueAt?: Instant;
  snoozedUntil?: Instant;
  waivedUntil?: Instant;
  /** Scaffolder template that does the work. */
  templateRef?: string;
  evidence: EvidenceItem[];
  openedAt: Instant;
  updatedAt: Instant;
  resolvedAt?: Instant;
  /** How often it was reopened. */
  reopened: number;
}

/** One change of a task. Kept forever. @public */
export interface TaskEvent {
  taskId: string;
  at: Instant;
  actor: 'machine' | 'person';
  type:
    | 'opened'
    | 'updated'
    | 'taken'
    | 'planned'
    | 'released'
    | 'snoozed'
    | 'woken'
    | 'waived'
    | 'waiver-ended'
    | 'resolved'
    | 'reopened'
    | 'withdrawn'
    | 'commented'
    | 'owner-changed';
  from?: TaskState;
  to?: TaskState;
  /** A sentence: what was measured, or what the person said. */
  cause: string;
}

/** A check that fell below its target but has not been so for long enough. @public */
export interface PendingRegression {
  checkId: string;
  since: Instant;
  evaluations: number;
}

/** A dated, reasoned, approved exemption of one check for one entity. @public */
export interface Waiver {
  id: string;
  entityRef: string;
  checkId: string;
  reason: string;
  state: 'requested' | 'approved' | 'rejected' | 'ended';
  from: Instant;
  /** Ends exactly here. */
  until: Instant;
}

/** What must be written after an evaluation; empty when nothing changed. @public */
export interface TaskPlan {
  create: Task[];
  update: Task[];
  events: TaskEvent[];
  pending: PendingRegression[];
}
