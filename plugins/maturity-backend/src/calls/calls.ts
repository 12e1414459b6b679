// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  maturityEvaluationCreatePermission,
  maturitySourceReadPermission,
  maturityTaskUpdatePermission,
  maturityWaiverCreatePermission,
  maturityWaiverUpdatePermission,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { MaturityServices } from '../service/types';
import { everyone, holderOf, owner, reader, sender } from './permissions';
import { Audit, Call, CallEntry, CallId, Outcome, Permission } from './types';

/** An entry for each call of the contract. @internal */
export type Calls = { [K in CallId]: CallEntry<K> };

/**
 * Every call of the contract: who may make it, what the auditor records, and what it asks of the services. A call
 * without a permission does not compile.
 *
 * @internal
 */
export function createCalls(services: MaturityServices): Calls {
  const { scorecards, rollups, tasks, operations, ingest } = services;
  const sources = holderOf(
    maturitySourceReadPermission,
    'see the state of the sources',
  );
  const evaluations = holderOf(
    maturityEvaluationCreatePermission,
    'start evaluations',
  );
  const taskOwner = owner(maturityTaskUpdatePermission);
  return {
    ingestCdevents: guarded(
      sender,
      async ({ body, contentType, attributes }) =>
        taken(await ingest.ingestCdevents(body, { contentType, attributes })),
      {
        eventId: 'records-ingest',
        severityLevel: 'low',
        meta: () => ({ shape: 'cdevents' }),
      },
    ),
    ingestRecords: guarded(
      sender,
      async ({ body }) => taken(await ingest.ingestRecords(body)),
      {
        eventId: 'records-ingest',
        severityLevel: 'low',
        meta: () => ({ shape: 'records' }),
      },
    ),
    putPipelines: guarded(
      sender,
      async ({ params, body }) =>
        read(await ingest.putPipelines(stringifyEntityRef(params), body)),
      {
        eventId: 'pipelines-update',
        severityLevel: 'low',
        meta: ({ params }) => ({ entityRef: stringifyEntityRef(params) }),
      },
    ),
    putTemplate: guarded(
      sender,
      async ({ params, body }) =>
        read(await ingest.putTemplate(params.id, body)),
      {
        eventId: 'template-update',
        severityLevel: 'medium',
        meta: ({ params }) => ({ templateId: params.id }),
      },
    ),

    listScorecards: guarded(reader, async ({ query }, access) => ({
      body: await scorecards.list(query, access),
    })),
    exportScorecards: guarded(reader, async ({ query }, access) => ({
      stream: scorecards.export(query, access),
      fileName: 'scorecards.csv',
    })),
    getScorecard: guarded(reader, ({ params, query }, access) =>
      scorecards.get(stringifyEntityRef(params), query, access),
    ),
    getEvidence: guarded(reader, async ({ params, query }, access) => ({
      body: await scorecards.evidence(
        stringifyEntityRef(params),
        params.check,
        query,
        access,
      ),
    })),
    getHistory: guarded(reader, async ({ params, query }, access) => ({
      body: await scorecards.history(stringifyEntityRef(params), query, access),
    })),
    getFacets: guarded(reader, async ({ query }, access) => ({
      body: await scorecards.facets(query, access),
    })),

    getRollup: guarded(reader, async ({ query }, access) => ({
      body: await rollups.rollup(query, access),
    })),
    getRollupTrend: guarded(reader, async ({ query }, access) => ({
      body: await rollups.trend(query, access),
    })),
    getMovers: guarded(reader, async ({ query }, access) => ({
      body: await rollups.movers(query, access),
    })),

    listTasks: guarded(taskOwner, async ({ query }, access) => ({
      body: await tasks.list(query, access),
    })),
    getTask: guarded(taskOwner, async ({ params }, access) => ({
      body: await tasks.get(params.id, access),
    })),
    patchTask: guarded(
      taskOwner,
      async ({ params, body }, access) => ({
        body: await tasks.update(params.id, body, access),
      }),
      {
        eventId: 'task-update',
        severityLevel: 'low',
        meta: ({ params, body }) => ({
          taskId: params.id,
          action: body.action,
        }),
      },
    ),
    patchTasks: guarded(
      taskOwner,
      async ({ body: { ids, change } }, access) => {
        const body = await tasks.updateMany(ids, change, access);
        const { updated, refused } = body;
        return {
          body,
          audited: { updated: updated.length, refused: refused.length },
        };
      },
      {
        eventId: 'task-update',
        severityLevel: 'low',
        meta: ({ body }) => ({ taskIds: body.ids, action: body.change.action }),
      },
    ),
    postWaiver: guarded(
      owner(maturityWaiverCreatePermission),
      async ({ body: request }, access) => {
        const body = await tasks.requestWaiver(request, access);
        return { status: 201, body, audited: { waiverId: body.id } };
      },
      {
        eventId: 'waiver-create',
        severityLevel: 'medium',
        meta: ({ body: { entityRef, checkId, until } }) => ({
          entityRef,
          checkId,
          until,
        }),
      },
    ),
    patchWaiver: guarded(
      holderOf(
        maturityWaiverUpdatePermission,
        'approve, reject or end waivers',
      ),
      async ({ params, body }, access) => ({
        body: await tasks.decideWaiver(params.id, body.state, access),
      }),
      {
        eventId: 'waiver-update',
        severityLevel: 'medium',
        meta: ({ params, body }) => ({
          waiverId: params.id,
          state: body.state,
        }),
      },
    ),

    postEvaluation: guarded(
      evaluations,
      async ({ body: request }, access) => {
        const body = await operations.startEvaluation(request, access);
        return { status: 202, body, audited: { evaluationId: body.id } };
      },
      {
        eventId: 'evaluation-create',
        severityLevel: 'low',
        meta: ({ body: { entityRefs, replay } }) => ({
          entities: entityRefs?.length ?? 'all',
          ...(replay && { replay: { ...replay } }),
        }),
      },
    ),
    getEvaluation: guarded(evaluations, async ({ params }) => ({
      body: await operations.getEvaluation(params.id),
    })),
    getModel: guarded(everyone, async () => ({
      body: await operations.model(),
    })),
    getSources: guarded(sources, async () => ({
      body: await operations.sources(),
    })),
    listUnmatched: guarded(sources, async ({ query }) => ({
      body: await operations.unmatched(query),
    })),
  };
}

function guarded<K extends CallId, A>(
  permission: Permission<A>,
  handle: (call: Call<K>, access: A) => Promise<Outcome>,
  audit?: Audit<K>,
): CallEntry<K> {
  return {
    audit,
    run: async (guards, call) =>
      handle(call, await permission(guards, call.credentials)),
  };
}

/** Some refused: the status says that there is something to look at. */
function taken<
  T extends {
    accepted: number;
    duplicates: number;
    unmatched: number;
    rejected: unknown[];
  },
>(body: T): Outcome {
  const { accepted, duplicates, unmatched, rejected } = body;
  return {
    status: rejected.length > 0 ? 207 : 200,
    body,
    audited: { accepted, duplicates, unmatched, rejected: rejected.length },
  };
}

function read<T extends { problems: unknown[] }>(body: T): Outcome {
  return { status: body.problems.length > 0 ? 207 : 200, body };
}
