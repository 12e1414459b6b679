// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { TASK_STATES } from '../remediation/types';
import { instantSchema } from '../records';
import {
  entityAttributesSchema,
  entityFilterSchema,
  evidenceItemSchema,
  liftSchema,
  pageQuerySchema,
  sharedCauseSchema,
} from './common';

/** @public */
export const taskViewSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  entity: entityAttributesSchema,
  checkId: z.string(),
  dimensionId: z.string().optional(),
  kind: z.enum(['check', 'connect-source']),
  state: z.enum(TASK_STATES),
  title: z.string(),
  message: z.string(),
  steps: z.array(z.string()),
  effort: z.enum(['low', 'medium', 'high']),
  gain: z
    .number()
    .describe('Points of the overall score; 0 where there is none'),
  lifts: liftSchema.optional().describe('Absent where it lifts nothing'),
  coverageGain: z
    .number()
    .optional()
    .describe('Of a missing source: what it adds to the coverage, 0..1'),
  waitsFor: sharedCauseSchema
    .optional()
    .describe(
      "The shared thing that it waits for: not the entity's owner can repair it",
    ),
  rank: z.number().describe('Its place in the order `priority`'),
  ownerRef: z.string().optional(),
  assigneeRef: z.string().optional(),
  dueAt: z.string().optional(),
  snoozedUntil: z.string().optional(),
  waivedUntil: z.string().optional(),
  templateRef: z.string().optional(),
  evidence: z.array(evidenceItemSchema),
  openedAt: z.string(),
  updatedAt: z.string(),
  resolvedAt: z.string().optional(),
  reopened: z.number(),
  /** Whether the caller may take, plan, snooze or comment it. */
  mayUpdate: z.boolean(),
});
/** @public */
export type TaskView = z.output<typeof taskViewSchema>;

/** @public */
export const listTasksQuerySchema = entityFilterSchema.extend({
  ...pageQuerySchema.shape,
  view: z
    .enum(['mine', 'team', 'all'])
    .default('all')
    .describe('`team`: owned by a group of the caller, nested groups included'),
  state: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('States, comma-separated; default the unfinished ones'),
  checkId: z.string().max(64).optional(),
  sort: z
    .enum([
      'priority',
      'gain',
      'dueAt',
      'openedAt',
      'updatedAt',
      'entity',
      'state',
    ])
    .default('priority')
    .describe(
      '`priority` (`desc`): what raises a scorecard, what raises a dimension, gain ÷ effort, check id; what waits for somebody else last',
    ),
  order: z.enum(['asc', 'desc']).default('desc'),
});
/** @public */
export type ListTasksQuery = z.input<typeof listTasksQuerySchema>;
/** @public */
export const listTasksAnswerSchema = z.object({
  items: z.array(taskViewSchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
  previousCursor: z.string().optional(),
});
/** @public */
export type ListTasksAnswer = z.output<typeof listTasksAnswerSchema>;

/** @public */
export const taskDetailSchema = taskViewSchema.extend({
  events: z.array(
    z.object({
      taskId: z.string(),
      at: z.string(),
      actor: z.enum(['machine', 'person']),
      type: z.string(),
      from: z.enum(TASK_STATES).optional(),
      to: z.enum(TASK_STATES).optional(),
      cause: z.string(),
    }),
  ),
});
/** @public */
export type TaskDetail = z.output<typeof taskDetailSchema>;

/** What a person may do; *done* is the machine's word. @public */
export const patchTaskBodySchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('take') }),
  z.object({ action: z.literal('release') }),
  z.object({ action: z.literal('plan'), dueAt: instantSchema }),
  z.object({
    action: z.literal('snooze'),
    until: instantSchema,
    comment: z.string().trim().max(2000).optional(),
  }),
  z.object({ action: z.literal('wake') }),
  z.object({
    action: z.literal('comment'),
    comment: z.string().trim().min(1).max(2000),
  }),
]);
/** @public */
export type PatchTaskBody = z.input<typeof patchTaskBodySchema>;

/** @public */
export const bulkTasksBodySchema = z.object({
  ids: z.array(z.string()).min(1).max(200),
  change: patchTaskBodySchema,
});
/** @public */
export const bulkTasksAnswerSchema = z.object({
  updated: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), reason: z.string() })),
});
/** @public */
export type BulkTasksAnswer = z.output<typeof bulkTasksAnswerSchema>;

/** @public */
export const postWaiverBodySchema = z.object({
  entityRef: z.string().min(1),
  checkId: z.string().min(1),
  reason: z.string().trim().min(10).max(2000),
  until: instantSchema,
});
/** @public */
export const patchWaiverBodySchema = z.object({
  state: z.enum(['approved', 'rejected', 'ended']),
});
/** @public */
export const waiverViewSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  checkId: z.string(),
  reason: z.string(),
  state: z.enum(['requested', 'approved', 'rejected', 'ended']),
  from: z.string(),
  until: z.string(),
});
/** @public */
export type WaiverView = z.output<typeof waiverViewSchema>;
