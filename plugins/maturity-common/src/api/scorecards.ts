// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { MODEL_CHANGES } from '../model/modelVersion';
import { TIME_SEGMENTS } from '../scoring/types';
import {
  DELTA_30D,
  entityAttributesSchema,
  entityFilterSchema,
  evidenceItemSchema,
  liftSchema,
  pageQuerySchema,
  sharedCauseSchema,
  sourceReachSchema,
  sourceReasonSchema,
} from './common';

const unit = z.enum([
  'ratio',
  'days',
  'hours',
  'per-week',
  'count',
  'boolean',
  'number',
]);
const basis = z.enum(['measured', 'inferred', 'declared']);
const effort = z.enum(['low', 'medium', 'high']);

/** How far samples lie beyond what the target allows, on average; never a sum. @public */
export const checkExcessSchema = z
  .object({
    hours: z
      .number()
      .describe(
        'Mean over all samples of the part beyond the threshold, those below it counting 0',
      ),
    samples: z.number(),
    beyond: z.number().optional().describe('Samples beyond the threshold'),
    perWeek: z.number().describe('Samples beyond the threshold, a week'),
  })
  .describe('Only of measures whose samples are hours');

/** @public */
export const checkResultSchema = z.object({
  checkId: z.string(),
  dimensionId: z.string(),
  measureId: z.string(),
  title: z.string(),
  outcome: z.enum([
    'met',
    'below',
    'no-data',
    'not-applicable',
    'waived',
    'error',
  ]),
  required: z.boolean(),
  graded: z.boolean(),
  weight: z.number(),
  unit,
  better: z.enum(['higher', 'lower']),
  value: z.number().optional(),
  workingHours: z
    .number()
    .optional()
    .describe('The same in working hours, for approval waits'),
  n: z.number().optional(),
  basis: basis.optional(),
  inferredFrom: z.string().optional(),
  flags: z.array(
    z.enum(['lowConfidence', 'censored', 'floating', 'truncated', 'stale']),
  ),
  freshest: z.string().optional(),
  samples: z.array(z.number()).optional(),
  level: z.number().optional(),
  score: z.number().optional(),
  target: z.number(),
  targetThreshold: z.number().optional(),
  next: z.object({ level: z.number(), threshold: z.number() }).optional(),
  thresholds: z.array(z.number().nullable()),
  excess: checkExcessSchema.optional(),
  sharedCause: sharedCauseSchema
    .optional()
    .describe(
      "Set where a shared thing keeps it below its target: not the entity's owner can repair it",
    ),
  reason: z.string().optional(),
  cause: z.enum(['no-source', 'no-samples', 'not-applicable-here']).optional(),
  waiver: z
    .object({ id: z.string(), until: z.string(), reason: z.string() })
    .optional(),
  evidence: z.array(evidenceItemSchema),
});

const holdingCheck = z.object({
  checkId: z.string(),
  dimensionId: z.string(),
  title: z.string(),
  unit,
  better: z.enum(['higher', 'lower']),
  value: z.number(),
  workingHours: z.number().optional(),
  needs: z.number().describe('Threshold of the next level, in `unit`'),
});

const held = { level: z.number(), next: z.number() };

/**
 * Why a level is what it is, as data. `next` is the level above `level`; shares, and what is needed of them, are 0..1.
 *
 * @public
 */
export const levelReasonSchema = z.discriminatedUnion('id', [
  z.object({
    id: z.literal('top-level'),
    data: z.object({ level: z.number() }),
  }),
  z.object({
    id: z.literal('held-by-checks').describe('Of a dimension'),
    data: z.object({ ...held, checks: z.array(holdingCheck) }),
  }),
  z.object({
    id: z.literal('held-by-dimensions').describe('Of a scorecard'),
    data: z.object({
      ...held,
      dimensions: z.array(
        z.object({
          dimensionId: z.string(),
          title: z.string(),
          checks: z.array(holdingCheck),
          score: z
            .number()
            .optional()
            .describe('Of one without required checks'),
          needs: z.number().optional(),
        }),
      ),
    }),
  }),
  z.object({
    id: z.literal('held-by-score'),
    data: z.object({ ...held, score: z.number(), needs: z.number() }),
  }),
  z.object({
    id: z.literal('not-enough-data'),
    data: z.object({
      share: z
        .number()
        .describe(
          'Coverage of a dimension; of a scorecard, the share of the weight that is leveled',
        ),
      needs: z.number(),
      missing: z
        .array(z.object({ id: z.string(), title: z.string() }))
        .describe('Checks of a dimension, dimensions of a scorecard'),
    }),
  }),
  z.object({ id: z.literal('nothing-applies'), data: z.object({}) }),
]);

/** @public */
export const dimensionResultSchema = z.object({
  dimensionId: z.string(),
  title: z.string(),
  weight: z.number(),
  level: z.number().optional(),
  score: z.number().optional(),
  coverage: z.number(),
  target: z.number(),
  atTarget: z.boolean().optional(),
  levelReason: levelReasonSchema.optional(),
  checks: z.array(checkResultSchema),
});

const segmentHours = z.array(
  z.object({ id: z.enum(TIME_SEGMENTS), hours: z.number() }),
);

/** Hours; the segments add up to `total`. @public */
export const timeSegmentsSchema = z.object({
  total: z.number(),
  segments: segmentHours,
});

/** A segment that no source could tell of some changes. @public */
export const unknownSegmentSchema = z.object({
  id: z.enum(TIME_SEGMENTS),
  changes: z.number().describe('Number of changes that it is not known of'),
});

/** The part of changes' lead times beyond what the target allows. @public */
export const timeLostSchema = z.object({
  target: z
    .number()
    .optional()
    .describe(
      'What a change may take from commit to production at the target, hours; absent over entities',
    ),
  changes: z.number().describe('Changes that went live in the window'),
  beyond: z.number().describe('Changes that took longer'),
  perWeek: z.number().describe('Changes that took longer, a week'),
  hours: z
    .number()
    .describe(
      'Mean over all changes of the part beyond the target, those within it counting 0',
    ),
  workingHours: z.number(),
  segments: segmentHours.describe('`hours`, cut into parts that add up to it'),
});

/** @public */
export const nextStepSchema = z.object({
  kind: z.enum(['check', 'connect-source']),
  checkId: z.string().describe('`connect-source:<source>` for a source'),
  dimensionId: z.string().optional().describe('Absent for a source'),
  message: z.string(),
  effort,
  gain: z
    .number()
    .describe('Points of the overall score; 0 where there is none'),
  lifts: liftSchema.optional().describe('Absent where it lifts nothing'),
  coverageGain: z
    .number()
    .optional()
    .describe('Of a source: what it adds to the coverage, 0..1'),
});

/** A check below its target that not the entity's owner can repair. @public */
export const waitingCheckSchema = z.object({
  checkId: z.string(),
  dimensionId: z.string(),
  cause: sharedCauseSchema,
  owner: z.string().optional().describe('Who owns the cause, where known'),
  gain: z.number(),
  lifts: liftSchema.optional(),
});

const MODEL_VERSION =
  'Hash of the configuration, a dot, version of the definitions of measures';

/** The whole scorecard of one entity. @public */
export const scorecardViewSchema = z.object({
  entity: entityAttributesSchema,
  entityRef: z.string(),
  modelVersion: z.string().describe(MODEL_VERSION),
  asOf: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  level: z.number().optional(),
  levelName: z.string().optional(),
  score: z.number().optional().describe('Absent without an overall level'),
  levelReason: levelReasonSchema
    .optional()
    .describe('Absent on what an earlier version stored'),
  coverage: z.number(),
  target: z.number(),
  notLeveled: z.array(z.string()),
  dimensions: z.array(dimensionResultSchema),
  nextStep: nextStepSchema.optional(),
  waitsFor: z
    .array(waitingCheckSchema)
    .optional()
    .describe('Beside the next step: what others have to repair'),
  timeBreakdown: z
    .object({
      n: z.number(),
      p50: timeSegmentsSchema,
      p90: timeSegmentsSchema,
      mean: timeSegmentsSchema.optional(),
      leadTimes: z
        .object({ first: z.number(), counts: z.array(z.number()) })
        .optional()
        .describe(
          'Changes per bucket from `first` on; bucket 0 ends at 5 min, each further one reaches 1.2 × as far',
        ),
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
      gates: z.number(),
    })
    .optional(),
  timeLost: timeLostSchema
    .optional()
    .describe('Absent where lead time is not graded or no change went live'),
  /** When it was evaluated; absent on an `asOf` read, which stores nothing. */
  evaluatedAt: z.string().optional(),
  /** Score now minus score 30 days ago. */
  delta30d: z.number().optional().describe(DELTA_30D),
  /** True while new records wait to be evaluated. */
  pending: z.boolean(),
  /** What feeds this entity, and what its owner may add. */
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(['ok', 'stale', 'error', 'not-connected']),
      reason: sourceReasonSchema
        .optional()
        .describe('Why; absent where all is well and nothing to remark'),
      newest: z.string().optional(),
      /** The provider's own words, or what is missing. */
      message: z.string().optional(),
      retryAt: z.string().optional(),
      /** What this source takes for a deployment of the entity. */
      recognizes: z.string().optional(),
      reach: sourceReachSchema
        .optional()
        .describe(
          'What it can tell of the entity. Absent where it is not read yet, and where a collector stands for it',
        ),
    }),
  ),
});
/** @public */
export type ScorecardView = z.output<typeof scorecardViewSchema>;

/** @public */
export const scorecardQuerySchema = z.object({
  asOf: z.iso.datetime({ offset: true }).optional(),
  window: z
    .string()
    .max(64)
    .regex(
      /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
      "must be an ISO 8601 duration, for example 'P90D'",
    )
    .optional(),
});

/** One row of the list. @public */
export const scorecardRowSchema = entityAttributesSchema.extend({
  level: z.number().optional(),
  levelName: z.string().optional(),
  score: z.number().optional(),
  coverage: z.number(),
  target: z.number(),
  atTarget: z.boolean().optional(),
  delta30d: z.number().optional().describe(DELTA_30D),
  dimensions: z.array(
    z.object({
      dimensionId: z.string(),
      level: z.number().optional(),
      score: z.number().optional(),
      coverage: z.number(),
      target: z.number(),
      atTarget: z.boolean().optional(),
    }),
  ),
  nextStep: z
    .object({
      checkId: z.string(),
      message: z.string(),
      gain: z.number(),
      lifts: liftSchema.optional(),
      coverageGain: z.number().optional(),
    })
    .optional(),
  openTasks: z.number(),
  evaluatedAt: z.string().optional(),
});
/** @public */
export type ScorecardRow = z.output<typeof scorecardRowSchema>;

/** Columns that a list is sorted by: these, or `dimension:<id>` for its score. @public */
export const SCORECARD_SORTS = [
  'name',
  'score',
  'level',
  'coverage',
  'owner',
  'delta30d',
  'openTasks',
  'evaluatedAt',
] as const;

/** @public */
export const listScorecardsQuerySchema = entityFilterSchema.extend({
  ...pageQuerySchema.shape,
  sort: z.string().max(100).default('score'),
  order: z.enum(['asc', 'desc']).default('asc'),
});
/** @public */
export type ListScorecardsQuery = z.input<typeof listScorecardsQuerySchema>;

/** @public */
export const listScorecardsAnswerSchema = z.object({
  items: z.array(scorecardRowSchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
  previousCursor: z.string().optional(),
});
/** @public */
export type ListScorecardsAnswer = z.output<typeof listScorecardsAnswerSchema>;

/** @public */
export const evidenceAnswerSchema = z.object({
  check: checkResultSchema,
  items: z.array(evidenceItemSchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
});
/** @public */
export type EvidenceAnswer = z.output<typeof evidenceAnswerSchema>;

/** @public */
export const historyQuerySchema = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

/** Change-only: a value holds until the next point. @public */
export const historyAnswerSchema = z.object({
  points: z.array(
    z.object({
      /** Absent: the whole scorecard. */
      dimensionId: z.string().optional(),
      /** UTC day, `2026-11-22`. */
      day: z.string(),
      level: z.number().optional(),
      score: z.number().optional(),
      modelVersion: z.string().describe(MODEL_VERSION),
    }),
  ),
  marks: z.array(
    z.object({
      at: z.string(),
      type: z
        .enum([...MODEL_CHANGES, 'task-resolved', 'waived'])
        .describe(
          '`definitions-changed`: an upgrade measures differently; `model-changed`: the configuration',
        ),
      label: z.string(),
    }),
  ),
});
/** @public */
export type HistoryAnswer = z.output<typeof historyAnswerSchema>;
