// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { apiContract } from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';
import {
  BodyOf,
  CallOptions,
  MaturityServices,
  QueryOf,
} from '../service/types';

type Contract = typeof apiContract;

/** A call's answer: a value, JSON, or text piece by piece. @internal */
export type Answer =
  | { status?: number; body: unknown }
  | { json: string }
  | { stream: AsyncIterable<string>; fileName: string };

/** A call after its parts were parsed. @internal */
export interface Call<K extends keyof Contract> {
  params: Contract[K] extends { params: infer P extends z.ZodType }
    ? z.output<P>
    : undefined;
  query: QueryOf<K>;
  body: BodyOf<K>;
  contentType?: string;
  options: CallOptions;
}

/** One handler per call of the contract. @internal */
export type Handlers = {
  [K in keyof Contract]: (call: Call<K>) => Promise<Answer>;
};

/** What each call of the contract asks of the services. @internal */
export function createHandlers(services: MaturityServices): Handlers {
  const { scorecards, rollups, tasks, operations, ingest } = services;
  return {
    ingestCdevents: async ({ body, contentType, options }) =>
      taken(await ingest.cdevents(body, { ...options, contentType })),
    ingestRecords: async ({ body, options }) =>
      taken(await ingest.records(body, options)),
    putPipelines: async ({ params, body, options }) =>
      read(await ingest.pipelines(entityRefOf(params), body, options)),
    putTemplate: async ({ params, body, options }) =>
      read(await ingest.template(params.id, body, options)),

    listScorecards: async ({ query, options }) => ({
      body: await scorecards.list(query, options),
    }),
    exportScorecards: async ({ query, options }) => ({
      stream: scorecards.export(query, options),
      fileName: 'scorecards.csv',
    }),
    getScorecard: async ({ params, query, options }) =>
      scorecards.get(entityRefOf(params), query, options),
    getEvidence: async ({ params, query, options }) => ({
      body: await scorecards.evidence(
        entityRefOf(params),
        params.check,
        query,
        options,
      ),
    }),
    getHistory: async ({ params, query, options }) => ({
      body: await scorecards.history(entityRefOf(params), query, options),
    }),
    getFacets: async ({ query, options }) => ({
      body: await scorecards.facets(query, options),
    }),

    getRollup: async ({ query, options }) => ({
      body: await rollups.rollup(query, options),
    }),
    getRollupTrend: async ({ query, options }) => ({
      body: await rollups.trend(query, options),
    }),
    getMovers: async ({ query, options }) => ({
      body: await rollups.movers(query, options),
    }),

    listTasks: async ({ query, options }) => ({
      body: await tasks.list(query, options),
    }),
    getTask: async ({ params, options }) => ({
      body: await tasks.get(params.id, options),
    }),
    patchTask: async ({ params, body, options }) => ({
      body: await tasks.update(params.id, body, options),
    }),
    patchTasks: async ({ body, options }) => ({
      body: await tasks.updateMany(body.ids, body.change, options),
    }),
    postWaiver: async ({ body, options }) => ({
      status: 201,
      body: await tasks.requestWaiver(body, options),
    }),
    patchWaiver: async ({ params, body, options }) => ({
      body: await tasks.decideWaiver(params.id, body.state, options),
    }),

    postEvaluation: async ({ body, options }) => ({
      status: 202,
      body: await operations.startEvaluation(body, options),
    }),
    getEvaluation: async ({ params, options }) => ({
      body: await operations.getEvaluation(params.id, options),
    }),
    getModel: async ({ options }) => ({
      body: await operations.model(options),
    }),
    getSources: async ({ options }) => ({
      body: await operations.sources(options),
    }),
    listUnmatched: async ({ query, options }) => ({
      body: await operations.unmatched(query, options),
    }),
  };
}

/** Some refused: the status says that there is something to look at. */
function taken<T extends { rejected: unknown[] }>(body: T): Answer {
  return { status: body.rejected.length > 0 ? 207 : 200, body };
}

function read<T extends { problems: unknown[] }>(body: T): Answer {
  return { status: body.problems.length > 0 ? 207 : 200, body };
}

function entityRefOf(params: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return stringifyEntityRef(params);
}
