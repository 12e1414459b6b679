// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  instantSchema,
  REACH_KINDS,
  safetySchema,
  stageSchema,
} from '../records';

/** The most items of one ingest call. @public */
export const MAX_INGEST_ITEMS = 5000;
/** The most bytes of one ingest body. @public */
export const MAX_INGEST_BYTES = 10 * 1024 * 1024;

/** @public */
export const rejectedItemSchema = z.object({
  index: z.number().int(),
  id: z.string().optional(),
  /** Where the item stood in a `records` body: deployments, provisionings, incidents or facts. */
  list: z.string().optional(),
  reason: z.string(),
});

/** Answer of every ingest call. 200: all taken; 207: some items refused; 400: the body could not be read. @public */
export const ingestAnswerSchema = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  unmatched: z.number().int(),
  ignored: z
    .array(
      z.object({
        index: z.number().int(),
        id: z.string().optional(),
        reason: z.string(),
      }),
    )
    .describe('Valid items of which nothing is kept, with the reason'),
  rejected: z.array(rejectedItemSchema),
  notes: z
    .array(
      z.object({ note: z.string(), message: z.string(), count: z.number() }),
    )
    .optional()
    .describe('What was corrected or read leniently in this call'),
});
/** @public */
export type IngestAnswer = z.output<typeof ingestAnswerSchema>;

/** Body of `POST /ingest/records`; items are validated one by one so that good ones are kept. @public */
export const ingestRecordsBodySchema = z.object({
  deployments: z.array(z.unknown()).optional(),
  provisionings: z.array(z.unknown()).optional(),
  incidents: z.array(z.unknown()).optional(),
  facts: z.array(z.unknown()).optional(),
  reach: z
    .array(z.enum(REACH_KINDS))
    .optional()
    .describe(
      'What the sources of these records can tell: where they tell nothing of it, there was nothing. It holds until it is declared anew',
    ),
});

const fileSchema = z.object({
  path: z.string().min(1).max(1024),
  content: z.string().max(2 * 1024 * 1024),
});

/** @public */
export const putPipelinesBodySchema = z.object({
  provider: z.enum(['github', 'gitlab']),
  files: z.array(fileSchema).max(1000),
  observedAt: instantSchema.optional(),
  defaultBranch: z.string().max(256).optional(),
});

/** @public */
export const putPipelinesAnswerSchema = z.object({
  entityRef: z.string(),
  pipelines: z.number().int(),
  problems: z.array(
    z.object({
      path: z.string(),
      line: z.number().int().optional(),
      column: z.number().int().optional(),
      message: z.string(),
    }),
  ),
});
/** @public */
export type PutPipelinesAnswer = z.output<typeof putPipelinesAnswerSchema>;

/** @public */
export const putTemplateBodySchema = z.object({
  title: z.string().max(256).optional(),
  provider: z.enum(['github', 'gitlab']),
  repository: z.string().min(1).max(1024),
  paths: z.array(z.string().min(1).max(1024)).min(1).max(1000),
  defaultBranch: z.string().max(256).optional(),
  versions: z
    .array(
      z.object({
        name: z.string().min(1).max(256),
        revision: z.string().min(1).max(256),
        releasedAt: instantSchema
          .optional()
          .describe('Absent on moving tags such as `v6`'),
        files: z.array(fileSchema).max(1000).optional(),
      }),
    )
    .max(5000),
  snapshots: z
    .array(
      z.object({
        revision: z.string().min(1).max(256),
        ancestorRelease: z
          .string()
          .max(256)
          .optional()
          .describe('Newest release among its ancestors'),
        files: z.array(fileSchema).max(1000),
      }),
    )
    .max(2000)
    .optional(),
  stages: z.array(stageSchema).optional(),
  safety: z.array(safetySchema).optional(),
});
/** @public */
export type PutTemplateBody = z.input<typeof putTemplateBodySchema>;
/** @public */
export const putTemplateAnswerSchema = z.object({
  id: z.string(),
  versions: z.number().int(),
  snapshots: z.number().int(),
  problems: putPipelinesAnswerSchema.shape.problems,
});
/** @public */
export type PutTemplateAnswer = z.output<typeof putTemplateAnswerSchema>;
