// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema, REACH_KINDS } from '../records';
import {
  pageQuerySchema,
  sourceReachSummarySchema,
  sourceReasonSchema,
} from './common';

/** Body of `POST /evaluations`. Without `entityRefs`: every entity. @public */
export const postEvaluationBodySchema = z.object({
  entityRefs: z.array(z.string().min(1)).max(10000).optional(),
  replay: z
    .object({
      from: instantSchema,
      to: instantSchema,
      every: z
        .string()
        .default('P1D')
        .describe('ISO 8601 duration, at least one day'),
    })
    .optional()
    .describe('Re-computes history at these instants'),
});
/** @public */
export type PostEvaluationBody = z.input<typeof postEvaluationBodySchema>;

/** @public */
export const evaluationViewSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
  message: z.string().optional(),
});
/** @public */
export type EvaluationView = z.output<typeof evaluationViewSchema>;

/** @public */
export const modelAnswerSchema = z.object({
  version: z.string(),
  model: z.any().describe('The rubric in force, as `ScorecardModel`'),
  measures: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      unit: z.string(),
      better: z.enum(['higher', 'lower']),
      minimumSamples: z.number(),
      window: z.string().optional(),
      source: z.string(),
      needs: z
        .array(z.enum(REACH_KINDS))
        .describe('What a source must be able to tell for it'),
      countsTime: z.boolean(),
    }),
  ),
  templates: z.array(
    z.object({
      id: z.string(),
      title: z.string().optional(),
      repository: z.string(),
      paths: z.array(z.string()),
      versions: z.number(),
      newest: z.string().optional(),
    }),
  ),
});
/** @public */
export type ModelAnswer = z.output<typeof modelAnswerSchema>;

/** @public */
export const sourcesAnswerSchema = z.object({
  entities: z.object({
    total: z.number(),
    scored: z.number(),
    reached: z.number().describe('Entities with at least one record'),
  }),
  /** Entities that wait for evaluation. */
  backlog: z.number(),
  /** Those first that are in trouble: error, stale, empty; of these, the one that has been so for longest. */
  collectors: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      provides: z.array(z.string()),
      state: z
        .enum(['ok', 'running', 'stale', 'error', 'empty', 'idle'])
        .describe(
          '`empty`: nothing failed, and nothing was read: no entity, or no record of any',
        ),
      since: z
        .string()
        .optional()
        .describe('Of `stale` and `error`: when all was well last'),
      entities: z.number(),
      lastRunAt: z.string().optional(),
      lastSuccessAt: z
        .string()
        .optional()
        .describe('Of the host that has been silent for longest'),
      nextRunAt: z.string().optional(),
      lagSeconds: z.number().optional(),
      records: z.number(),
      lastError: z.string().optional().describe("The provider's own words"),
      retryAt: z.string().optional(),
      budget: z
        .array(
          z.object({
            host: z.string(),
            remaining: z.number(),
            limit: z.number(),
            share: z.number(),
            resetAt: z.string().optional(),
          }),
        )
        .optional(),
      hosts: z
        .array(
          z.object({
            host: z.string().describe("Such as 'github.com'"),
            state: z.enum(['ok', 'stale', 'error', 'idle']),
            entities: z.number(),
            stale: z.number().describe('Entities that are stale'),
            failed: z.number().describe('Entities that could not be read'),
            lastSuccessAt: z.string().optional(),
            lagSeconds: z.number().optional(),
            lastError: z
              .string()
              .optional()
              .describe("The provider's own words"),
            retryAt: z.string().optional(),
          }),
        )
        .optional()
        .describe('Hosts that are read, those in trouble first'),
      backfill: z.object({ done: z.number(), total: z.number() }).optional(),
      recognition: z
        .array(
          z.object({
            recognizes: z.string().describe('What is taken for a deployment'),
            entities: z.number(),
            entityRefs: z.array(z.string()).describe('The first of them'),
          }),
        )
        .optional()
        .describe('How the deployments of its entities are recognized'),
      reach: sourceReachSummarySchema
        .optional()
        .describe('What it can tell; absent before it has read anything'),
      notices: z
        .array(
          z.object({
            entityRef: z.string().optional(),
            reason: sourceReasonSchema
              .optional()
              .describe('Absent for a remark, and for a refused record'),
            message: z.string(),
          }),
        )
        .optional(),
    }),
  ),
  /** Those first that are stale or empty. */
  ingest: z.array(
    z.object({
      source: z.string(),
      state: z
        .enum(['ok', 'stale', 'empty'])
        .describe(
          '`stale`: nothing was received for 30 days; `empty`: no record came of what was',
        ),
      since: z
        .string()
        .optional()
        .describe('Of `stale`: when something was received last'),
      records: z.number(),
      newest: z.string().optional(),
      lastReceivedAt: z.string(),
      notes: z
        .array(
          z.object({
            note: z.string(),
            message: z.string(),
            count: z.number(),
            lastAt: z.string(),
          }),
        )
        .optional()
        .describe('What was corrected or read leniently, most often first'),
      reach: sourceReachSummarySchema
        .optional()
        .describe('What it can tell; absent where that is not known'),
    }),
  ),
  unmatched: z.number(),
  unmappedEnvironments: z.array(
    z.object({ environment: z.string(), records: z.number() }),
  ),
  unknownDeployments: z
    .array(
      z.object({
        entityRef: z.string(),
        path: z.string(),
        jobs: z.array(z.string()),
      }),
    )
    .optional()
    .describe(
      'Jobs that deploy to where nothing tells: no environment, and no word that names a tier; the first 100 pipelines',
    ),
  unknownDeploymentsTotal: z
    .number()
    .optional()
    .describe('Number of pipelines with such jobs'),
});
/** @public */
export type SourcesAnswer = z.output<typeof sourcesAnswerSchema>;

/** @public */
export const unmatchedQuerySchema = pageQuerySchema;
/** @public */
export const unmatchedAnswerSchema = z.object({
  items: z.array(
    z.object({
      source: z.string(),
      id: z.string(),
      type: z.string(),
      repository: z.string().optional(),
      reason: z.string(),
      firstSeenAt: z.string(),
      lastSeenAt: z.string(),
    }),
  ),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
});
/** @public */
export type UnmatchedAnswer = z.output<typeof unmatchedAnswerSchema>;
