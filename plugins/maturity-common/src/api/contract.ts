// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityFilterSchema, entityPathSchema } from './common';
import * as ingest from './ingest';
import * as operations from './operations';
import * as rollups from './rollups';
import * as scorecards from './scorecards';
import * as tasks from './tasks';

/** One call of the API: the single place from which types, validation and `openapi.yaml` come. @public */
export interface ApiCall {
  method: 'get' | 'post' | 'put' | 'patch';
  /** Below `/api/maturity`, parameters as `:name`. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Media types of the body where it is not only JSON. */
  bodyTypes?: string[];
  answers: {
    [status: number]: {
      description: string;
      schema?: z.ZodType;
      contentType?: string;
    };
  };
}

const id = z.object({ id: z.string().min(1).max(256) });
const taken = {
  200: {
    description: 'All items were taken',
    schema: ingest.ingestAnswerSchema,
  },
  207: {
    description: 'Some items were refused; the others were taken',
    schema: ingest.ingestAnswerSchema,
  },
};
const ok = (schema: z.ZodType, description = 'OK') => ({
  200: { description, schema },
});

/** @public */
export const apiContract = {
  ingestCdevents: {
    method: 'post',
    path: '/v1/ingest/cdevents',
    summary:
      'Take CDEvents: one, an array, or a CloudEvents structured or batch body',
    body: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
    bodyTypes: [
      'application/json',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
    ],
    answers: taken,
  },
  ingestRecords: {
    method: 'post',
    path: '/v1/ingest/records',
    summary: 'Take records in the plugin’s own shape',
    body: ingest.ingestRecordsBodySchema,
    answers: taken,
  },
  putPipelines: {
    method: 'put',
    path: '/v1/ingest/pipelines/:kind/:namespace/:name',
    summary: 'Replace the pipeline definitions of one entity by its raw files',
    params: entityPathSchema,
    body: ingest.putPipelinesBodySchema,
    answers: {
      200: {
        description: 'All files were read',
        schema: ingest.putPipelinesAnswerSchema,
      },
      207: {
        description: 'Some files could not be read; the others were taken',
        schema: ingest.putPipelinesAnswerSchema,
      },
    },
  },
  putTemplate: {
    method: 'put',
    path: '/v1/ingest/templates/:id',
    summary: 'Declare a golden path and its versions',
    params: id,
    body: ingest.putTemplateBodySchema,
    answers: {
      200: {
        description: 'All files were read',
        schema: ingest.putTemplateAnswerSchema,
      },
      207: {
        description: 'Some files could not be read; the others were taken',
        schema: ingest.putTemplateAnswerSchema,
      },
    },
  },
  listScorecards: {
    method: 'get',
    path: '/v1/scorecards',
    summary: 'Filtered, sorted, cursor-paged scorecards',
    query: scorecards.listScorecardsQuerySchema,
    answers: ok(scorecards.listScorecardsAnswerSchema),
  },
  exportScorecards: {
    method: 'get',
    path: '/v1/scorecards.csv',
    summary: 'The same selection, streamed as CSV',
    query: scorecards.listScorecardsQuerySchema,
    answers: { 200: { description: 'OK', contentType: 'text/csv' } },
  },
  getScorecard: {
    method: 'get',
    path: '/v1/scorecards/:kind/:namespace/:name',
    summary: 'The whole scorecard of one entity, or as of a past instant',
    params: entityPathSchema,
    query: scorecards.scorecardQuerySchema,
    answers: ok(scorecards.scorecardViewSchema),
  },
  getEvidence: {
    method: 'get',
    path: '/v1/scorecards/:kind/:namespace/:name/checks/:check/evidence',
    summary: 'The records behind a check, worst first',
    params: entityPathSchema.extend({ check: z.string().min(1).max(64) }),
    query: scorecards.scorecardQuerySchema.extend({
      limit: z.coerce.number().int().min(1).max(200).default(25),
      cursor: z.string().max(2000).optional(),
    }),
    answers: ok(scorecards.evidenceAnswerSchema),
  },
  getHistory: {
    method: 'get',
    path: '/v1/scorecards/:kind/:namespace/:name/history',
    summary: 'Scores and levels over time, change-only',
    params: entityPathSchema,
    query: scorecards.historyQuerySchema,
    answers: ok(scorecards.historyAnswerSchema),
  },
  getRollup: {
    method: 'get',
    path: '/v1/rollups',
    summary: 'Distribution of levels and scores over a scope',
    query: rollups.rollupQuerySchema,
    answers: ok(rollups.rollupAnswerSchema),
  },
  getRollupTrend: {
    method: 'get',
    path: '/v1/rollups/trend',
    summary: 'Level distribution over time',
    query: rollups.rollupTrendQuerySchema,
    answers: ok(rollups.rollupTrendAnswerSchema),
  },
  getMovers: {
    method: 'get',
    path: '/v1/rollups/movers',
    summary: 'Largest score changes of the last 30 days',
    query: rollups.moversQuerySchema,
    answers: ok(rollups.moversAnswerSchema),
  },
  getFacets: {
    method: 'get',
    path: '/v1/facets',
    summary: 'Values that filters may take, with counts',
    query: entityFilterSchema,
    answers: ok(rollups.facetsAnswerSchema),
  },
  listTasks: {
    method: 'get',
    path: '/v1/tasks',
    summary: 'Filtered, sorted, cursor-paged remediation tasks',
    query: tasks.listTasksQuerySchema,
    answers: ok(tasks.listTasksAnswerSchema),
  },
  getTask: {
    method: 'get',
    path: '/v1/tasks/:id',
    summary: 'One task with its events',
    params: id,
    answers: ok(tasks.taskDetailSchema),
  },
  patchTask: {
    method: 'patch',
    path: '/v1/tasks/:id',
    summary: 'Take, release, plan, snooze, wake or comment a task',
    params: id,
    body: tasks.patchTaskBodySchema,
    answers: ok(tasks.taskDetailSchema),
  },
  patchTasks: {
    method: 'post',
    path: '/v1/tasks/bulk',
    summary: 'The same change to several tasks',
    body: tasks.bulkTasksBodySchema,
    answers: ok(tasks.bulkTasksAnswerSchema),
  },
  postWaiver: {
    method: 'post',
    path: '/v1/waivers',
    summary: 'Ask for a waiver of one check for one entity',
    body: tasks.postWaiverBodySchema,
    answers: {
      201: { description: 'Requested', schema: tasks.waiverViewSchema },
    },
  },
  patchWaiver: {
    method: 'patch',
    path: '/v1/waivers/:id',
    summary: 'Approve, reject or end a waiver',
    params: id,
    body: tasks.patchWaiverBodySchema,
    answers: ok(tasks.waiverViewSchema),
  },
  postEvaluation: {
    method: 'post',
    path: '/v1/evaluations',
    summary: 'Evaluate some or all entities now, or replay a past',
    body: operations.postEvaluationBodySchema,
    answers: {
      202: { description: 'Accepted', schema: operations.evaluationViewSchema },
    },
  },
  getEvaluation: {
    method: 'get',
    path: '/v1/evaluations/:id',
    summary: 'Progress of an evaluation',
    params: id,
    answers: ok(operations.evaluationViewSchema),
  },
  getModel: {
    method: 'get',
    path: '/v1/model',
    summary: 'The rubric in force',
    answers: ok(operations.modelAnswerSchema),
  },
  getSources: {
    method: 'get',
    path: '/v1/sources',
    summary: 'Collectors and ingest: lag, errors, coverage',
    answers: ok(operations.sourcesAnswerSchema),
  },
  listUnmatched: {
    method: 'get',
    path: '/v1/sources/unmatched',
    summary: 'What could not be matched to an entity, with the reason',
    query: operations.unmatchedQuerySchema,
    answers: ok(operations.unmatchedAnswerSchema),
  },
} satisfies Record<string, ApiCall>;
