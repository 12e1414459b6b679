// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  checkExcessSchema,
  timeLostSchema,
  timeSegmentsSchema,
  unknownSegmentSchema,
} from './scorecards';
import { MODEL_CHANGES } from '../model/modelVersion';
import { VERDICTS } from '../scoring/trendVerdict';
import {
  DELTA_30D,
  entityAttributesSchema,
  entityFilterSchema,
} from './common';

/** @public */
export const ROLLUP_DIMENSIONS = [
  'group',
  'system',
  'domain',
  'type',
  'lifecycle',
  'tier',
] as const;

/** `scope`: absent for everything, else an entity ref of a group, system or domain. @public */
export const rollupQuerySchema = entityFilterSchema.extend({
  scope: z
    .string()
    .max(200)
    .optional()
    .describe(
      '`group:default/payments`, `system:…`, `domain:…`; absent: everything',
    ),
  by: z.enum(ROLLUP_DIMENSIONS).default('group'),
});
/** @public */
export type RollupQuery = z.input<typeof rollupQuerySchema>;

/** Entities per level 0..L; `none` counts those without a level. */
const distribution = z.object({
  levels: z.array(z.number()),
  none: z.number(),
});

const bucket = z.object({
  entities: z.number(),
  measured: z
    .number()
    .describe('Entities with any data; 0: nothing was measured yet'),
  scored: z
    .number()
    .describe('Entities with an overall level; scores and changes are theirs'),
  coverage: z.number().describe('Mean coverage, 0..1'),
  score: z.number().optional().describe('Mean score of scored entities'),
  delta30d: z.number().optional().describe(DELTA_30D),
  medianLevel: z.number().optional(),
  atTarget: z.number().describe('Entities at target'),
  distribution,
  dimensions: z.array(
    z.object({
      dimensionId: z.string(),
      leveled: z.number(),
      medianLevel: z.number().optional(),
      score: z.number().optional(),
      atTarget: z.number(),
      distribution,
    }),
  ),
});
/** @public */
export type RollupBucket = z.output<typeof bucket>;

/** @public */
export const rollupAnswerSchema = z.object({
  scope: z.string().optional(),
  scopeTitle: z.string().optional(),
  by: z.enum(ROLLUP_DIMENSIONS),
  total: bucket,
  /** For groups: direct children of the scope (roots without one). */
  groups: z.array(
    bucket.extend({
      key: z.string(),
      title: z.string(),
      hasChildren: z.boolean(),
    }),
  ),
  /** True when more than 100 groups were cut to the 100 largest. */
  truncated: z.boolean(),
  timeBreakdown: z
    .object({
      n: z.number().describe('Changes'),
      entities: z.number(),
      p50: timeSegmentsSchema,
      p90: timeSegmentsSchema,
      approvalShare: z
        .number()
        .optional()
        .describe('0..1; absent unless it is known of every change'),
      unknown: z
        .array(unknownSegmentSchema)
        .optional()
        .describe(
          'Segments that no source could tell: what they took, if anything, is part of another segment',
        ),
    })
    .optional()
    .describe(
      'Where the time goes over the changes of all entities. Percentiles are read from a histogram and off by less than 20 %',
    ),
  timeLost: timeLostSchema
    .optional()
    .describe(
      'Over the changes of all entities, each beyond the target of its own',
    ),
  checks: z.array(
    z.object({
      checkId: z.string(),
      dimensionId: z.string(),
      title: z.string(),
      withData: z.number(),
      below: z.number(),
      excess: checkExcessSchema
        .optional()
        .describe('Over all samples of all entities'),
      median: z.number().optional().describe('Median value in `unit`'),
      unit: z.string(),
    }),
  ),
  benchmarks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      dimensionId: z.string(),
      /** Share of entities here, 0..1; absent without data. */
      value: z.number().optional(),
      n: z.number(),
      counts: z.string().describe('What `value` counts, and over whom'),
      survey: z.number().describe('Share of those asked, 0..1'),
      asked: z.string().describe('What the survey asked, and of whom'),
      surveySource: z.string(),
      surveyDate: z.string().describe('ISO 8601, as precise as it is known'),
      surveyUrl: z.string().optional(),
      better: z.enum(['higher', 'lower']),
      comparable: z
        .boolean()
        .describe(
          'False where the two answer different questions: show no mark of the one on the other',
        ),
    }),
  ),
});
/** @public */
export type RollupAnswer = z.output<typeof rollupAnswerSchema>;

/** @public */
export const rollupTrendQuerySchema = entityFilterSchema.extend({
  scope: z.string().max(200).optional(),
  dimensionId: z.string().max(64).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
/** @public */
export type RollupTrendQuery = z.input<typeof rollupTrendQuerySchema>;
const trendSide = z.object({
  day: z.string(),
  leveled: z.number().describe('Entities with a level: what all shares are of'),
  shares: z.array(z.number()).describe('At each level, whole percents as 0..1'),
  atLeast: z.array(z.number()).describe('At each level or above'),
  score: z.number().optional().describe('Mean, one decimal'),
});

/** What the course comes to, taken on the numbers in it. @public */
export const trendVerdictSchema = z.object({
  verdict: z
    .enum(VERDICTS)
    .describe('`mixed` where levels and scores, or two levels, disagree'),
  levels: z.enum(VERDICTS),
  score: z.enum(VERDICTS),
  then: trendSide,
  now: trendSide,
  rise: z
    .number()
    .optional()
    .describe('The level whose share *at it or above* rose most'),
  fall: z
    .number()
    .optional()
    .describe('The level whose share *at it or above* fell most'),
});

/** One point a day on which anything changed, and the first and last of the range. @public */
export const rollupTrendAnswerSchema = z.object({
  points: z.array(
    z.object({
      day: z.string(),
      levels: z.array(z.number()),
      none: z.number(),
      score: z
        .number()
        .optional()
        .describe('Mean over the entities with a level'),
    }),
  ),
  changes: z
    .array(
      z.object({
        day: z.string(),
        type: z.enum(MODEL_CHANGES),
        label: z.string(),
        entities: z.number().describe('Scored by another model since'),
        moved: z
          .number()
          .describe('Of these, those with another level or score on that day'),
      }),
    )
    .optional()
    .describe(
      'Days on which an upgrade or the configuration changed how scores come about; absent where none did',
    ),
  verdict: trendVerdictSchema
    .optional()
    .describe(
      'Over what followed the last change that moved a tenth of the entities; absent where nothing ever had a level',
    ),
});
/** @public */
export type RollupTrendAnswer = z.output<typeof rollupTrendAnswerSchema>;

/** @public */
export const moversQuerySchema = entityFilterSchema.extend({
  scope: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
/** @public */
export type MoversQuery = z.input<typeof moversQuerySchema>;
const mover = entityAttributesSchema.extend({
  score: z.number(),
  delta30d: z.number().describe(DELTA_30D),
  level: z.number().optional(),
});
/** @public */
export const moversAnswerSchema = z.object({
  up: z.array(mover),
  down: z.array(mover),
});
/** @public */
export type MoversAnswer = z.output<typeof moversAnswerSchema>;

/** Values that filters may take, with counts, over what the caller may see. @public */
export const facetsAnswerSchema = z.object({
  facets: z.array(
    z.object({
      id: z.enum(['owner', 'system', 'domain', 'type', 'lifecycle', 'tier']),
      values: z.array(
        z.object({ value: z.string(), title: z.string(), count: z.number() }),
      ),
    }),
  ),
});
/** @public */
export type FacetsAnswer = z.output<typeof facetsAnswerSchema>;
