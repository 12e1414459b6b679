// SPDX-License-Identifier: Apache-2.0
import {
  createZodV4FilterPredicateSchema,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { z } from 'zod';
import { tierSchema } from '../records';

const text = z.string().trim().min(1);
const id = text.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
  error: 'must be in kebab-case, for example `approval-wait`',
});
const weight = z
  .number()
  .positive({ error: 'must be above 0; leave the item out to ignore it' });

/** Predicates are checked by Backstage's own schema; the cast bridges its zod entry point and ours. */
const filterPredicate =
  createZodV4FilterPredicateSchema() as unknown as z.ZodType<FilterPredicate>;

/** @public */
export const EFFORTS = ['low', 'medium', 'high'] as const;
/** @public */
export type Effort = (typeof EFFORTS)[number];

/** @public */
export const remediationSchema = z.object({
  effort: z.enum(EFFORTS),
  steps: z.array(text).min(1, { error: 'must name at least one step' }),
  link: z.url().optional(),
  template: text
    .optional()
    .describe('Entity ref of a Scaffolder template that does the work'),
});

/** @internal */
export const ladderStepSchema = z
  .union([z.number(), z.boolean(), z.null(), z.literal('none')])
  .transform(step => (step === 'none' ? null : step));

/** One check as configured: a ladder of thresholds over a measure or a fact. @public */
export const checkSchema = z.object({
  id,
  title: text,
  failureTitle: text.describe('Title of the task, what to change'),
  description: text.optional(),
  measure: text.optional(),
  fact: text.optional(),
  ladder: z
    .array(ladderStepSchema)
    .optional()
    .describe(
      'Thresholds of levels 1..L; `none` (or null) where a level asks for nothing',
    ),
  required: z.boolean().default(false),
  weight: weight.default(1),
  graded: z.boolean().default(true),
  unit: z
    .enum(['ratio', 'days', 'hours', 'per-week', 'count', 'boolean', 'number'])
    .optional()
    .describe('Of a fact'),
  better: z.enum(['higher', 'lower']).optional().describe('Of a fact'),
  remediation: remediationSchema,
  applies: filterPredicate.optional(),
  source: text.optional(),
});

/** @public */
export const levelSchema = z.object({
  name: text,
  description: text.optional(),
});

/** @public */
export const targetSchema = z.object({
  filter: filterPredicate.optional(),
  level: z.number().int().min(0),
});

/** @public */
export const tierPatternSchema = z.object({ pattern: text, tier: tierSchema });

/** @internal */
export const dimensionHeadSchema = z.object({
  id,
  title: text,
  description: text,
  weight: weight.default(1),
});

/** Everything of a model beside its dimensions. @internal */
export const modelHeadSchema = z.object({
  levels: z
    .array(levelSchema)
    .min(2, { error: 'must name 2 to 6 levels, the lowest first' })
    .max(6, { error: 'must name 2 to 6 levels, the lowest first' }),
  window: z.string().default('P90D'),
  targets: z.array(targetSchema).default([]),
  policy: z.enum(['weakest-link', 'mean']).default('weakest-link'),
  minimumCoverage: z.number().min(0).max(1).default(0.5),
  filter: filterPredicate.default({ kind: 'Component' }),
  requiredStages: z.array(text).default([]),
  releases: z
    .object({
      within: z
        .string()
        .default('PT24H')
        .describe(
          'How long after the end of a part the next part of a release begins, as an ISO 8601 duration; `PT0S` counts each deployment by itself',
        ),
    })
    .default({ within: 'PT24H' }),
  tierPatterns: z.array(tierPatternSchema).optional(),
});

/** The scorecard model as configured. @public */
export const scorecardModelSchema = modelHeadSchema.extend({
  dimensions: z
    .array(
      dimensionHeadSchema.extend({
        checks: z.array(checkSchema),
      }),
    )
    .min(1),
});

/** The scorecard model as an operator writes it. @public */
export type ScorecardModelInput = z.input<typeof scorecardModelSchema>;

/** How a check below its target is repaired. @public */
export type Remediation = z.output<typeof remediationSchema>;

/** @public */
export type ModelLevel = z.output<typeof levelSchema>;

/** @public */
export type ModelTarget = z.output<typeof targetSchema>;
