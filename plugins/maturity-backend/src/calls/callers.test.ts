// SPDX-License-Identifier: Apache-2.0
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  apiContract,
  CheckResult,
  Scorecard,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import request from 'supertest';
import { seedEntities, seedGroups, seedTask } from '../__testUtils__/seed';
import {
  EVERYTHING,
  startReadBackend,
} from '../__testUtils__/startReadBackend';
import { createStore } from '../store/createStore';
import { insertWaiver } from '../store/operations/change/waivers';
import { CallId } from './types';

jest.setTimeout(120_000);

const OWNER = 'user:default/owner';
const GUEST = 'user:default/guest';
const NOBODY = 'user:default/nobody';
const PLATFORM = 'user:default/platform-engineer';
const SENDER = 'external:delivery-events';

const serviceHeader = (subject: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'maturity',
  });

/** Who calls, and how they are told from others. */
const CALLERS = {
  anonymous: mockCredentials.none.header(),
  /** Signed in, in no group, may read the catalog. */
  guest: mockCredentials.user.header(GUEST),
  /** Signed in, and denied everything. */
  denied: mockCredentials.user.header(NOBODY),
  /** In the group that owns the service. */
  owner: mockCredentials.user.header(OWNER),
  /** Holds every permission. */
  platform: mockCredentials.user.header(PLATFORM),
  /** A token that is restricted to ingest. */
  sender: serviceHeader(SENDER),
  /** A token without a restriction. */
  service: serviceHeader('external:anything'),
} as const;
type Caller = keyof typeof CALLERS;

const ALL_CALLERS = Object.keys(CALLERS) as Caller[];

/** The same status for all but those named. */
const all = (
  status: number,
  others: Partial<Record<Caller, number>>,
): Record<Caller, number> =>
  Object.fromEntries(
    ALL_CALLERS.map(caller => [caller, others[caller] ?? status]),
  ) as Record<Caller, number>;

const SHOP = 'component/default/shop';
const readers = all(200, { anonymous: 401 });
/** Who may not see the service is told that there is none. */
const seers = all(200, { anonymous: 401, denied: 404, sender: 404 });
const senders = all(403, { anonymous: 401, sender: 200, service: 200 });
const holders = (status: number) =>
  all(403, { anonymous: 401, platform: status, service: status });

/** Each call of the contract with what each caller is answered; one that is not listed does not compile. */
const TABLE: Record<
  CallId,
  { path: string; body?: unknown; answers: Record<Caller, number> }
> = {
  ingestCdevents: { path: '/ingest/cdevents', body: [], answers: senders },
  ingestRecords: { path: '/ingest/records', body: {}, answers: senders },
  putPipelines: {
    path: `/ingest/pipelines/${SHOP}`,
    body: { provider: 'github', files: [] },
    answers: senders,
  },
  putTemplate: {
    path: '/ingest/templates/golden',
    body: {
      provider: 'github',
      repository: 'github.com/acme/golden',
      paths: ['deploy.yml'],
      versions: [],
    },
    answers: senders,
  },
  listScorecards: { path: '/scorecards', answers: readers },
  exportScorecards: { path: '/scorecards.csv', answers: readers },
  getScorecard: { path: `/scorecards/${SHOP}`, answers: seers },
  getEvidence: {
    path: `/scorecards/${SHOP}/checks/approval-wait/evidence`,
    answers: seers,
  },
  getHistory: { path: `/scorecards/${SHOP}/history`, answers: seers },
  getRollup: { path: '/rollups', answers: readers },
  getRollupTrend: { path: '/rollups/trend', answers: readers },
  getMovers: { path: '/rollups/movers', answers: readers },
  getFacets: { path: '/facets', answers: readers },
  listTasks: { path: '/tasks', answers: readers },
  getTask: { path: '/tasks/t1', answers: seers },
  patchTask: {
    path: '/tasks/t1',
    body: { action: 'comment', comment: 'seen' },
    answers: all(403, {
      anonymous: 401,
      denied: 404,
      sender: 404,
      owner: 200,
      platform: 200,
      service: 200,
    }),
  },
  patchTasks: {
    path: '/tasks/bulk',
    body: { ids: ['t1'], change: { action: 'comment', comment: 'seen' } },
    // What may not be changed is listed in the answer; the test below reads it.
    answers: readers,
  },
  postWaiver: {
    path: '/waivers',
    body: {
      entityRef: 'component:default/shop',
      checkId: 'lead-time',
      reason: 'The regulator wants it so',
      until: '2026-12-31T00:00:00Z',
    },
    answers: all(403, {
      anonymous: 401,
      denied: 404,
      sender: 404,
      owner: 201,
      platform: 201,
      service: 201,
    }),
  },
  patchWaiver: {
    path: '/waivers/w1',
    body: { state: 'approved' },
    answers: holders(200),
  },
  postEvaluation: {
    path: '/evaluations',
    body: {},
    answers: holders(202),
  },
  getEvaluation: { path: '/evaluations/run', answers: holders(200) },
  getModel: { path: '/model', answers: readers },
  getSources: { path: '/sources', answers: holders(200) },
  listUnmatched: { path: '/sources/unmatched', answers: holders(200) },
};

describe('who may make which call', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;
  let backend: Awaited<ReturnType<typeof startReadBackend>>;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    await createStore(mockServices.database({ knex }));
    await seedGroups(knex, { payments: undefined });
    await seedEntities(knex, [{ name: 'shop', owner: 'payments' }]);
    const taken = {
      accepted: 0,
      duplicates: 0,
      unmatched: 0,
      ignored: [],
      rejected: [],
    };
    const run = {
      id: 'run',
      state: 'running' as const,
      total: 1,
      done: 0,
      failed: 0,
      createdAt: '2026-11-22T12:00:00.000Z',
    };
    backend = await startReadBackend({
      knex,
      ingest: {
        ingestCdevents: async () => taken,
        ingestRecords: async () => taken,
        putPipelines: async entityRef => ({
          entityRef,
          pipelines: 0,
          problems: [],
        }),
        putTemplate: async id => ({
          id,
          versions: 0,
          snapshots: 0,
          problems: [],
        }),
      },
      evaluation: {
        evaluateAt: async entityRef => ({ entityRef } as Scorecard),
        evidence: async () => ({ check: {} as CheckResult, items: [] }),
        startRun: async () => run,
        getRun: async () => run,
      },
      policies: {
        [OWNER]: { 'catalog.entity.read': 'allow' },
        [GUEST]: { 'catalog.entity.read': 'allow' },
        [NOBODY]: {},
        [PLATFORM]: EVERYTHING,
        [SENDER]: { 'maturity.ingest.create': 'allow' },
      },
      ownership: { [OWNER]: [OWNER, 'group:default/payments'] },
    });
  });

  beforeEach(async () => {
    await knex('maturity_tasks').delete();
    await knex('maturity_waivers').delete();
    await seedTask(knex, {
      id: 't1',
      entityRef: 'component:default/shop',
      ownerRef: 'group:default/payments',
    });
    await insertWaiver({
      knex,
      row: {
        id: 'w1',
        entity_ref: 'component:default/shop',
        check_id: 'approval-wait',
        reason: 'The regulator wants it so',
        state: 'requested',
        from_ms: Date.parse('2026-11-20T00:00:00Z'),
        until_ms: Date.parse('2026-12-31T00:00:00Z'),
      },
    });
  });

  afterAll(() => backend.stop());

  const call = (id: CallId, caller: Caller) => {
    const { path, body } = TABLE[id];
    const { method } = apiContract[id];
    const started = request(backend.server)
      [method](`/api/maturity/v1${path}`)
      .set('authorization', CALLERS[caller]);
    return body === undefined ? started : started.send(body as object);
  };

  it.each(Object.keys(TABLE) as CallId[])(
    '%s answers each caller as it should',
    async id => {
      const statuses: Partial<Record<Caller, number>> = {};
      for (const caller of ALL_CALLERS) {
        await knex('maturity_waivers')
          .where({ check_id: 'lead-time' })
          .delete();
        await knex('maturity_waivers')
          .where({ id: 'w1' })
          .update({ state: 'requested' });
        statuses[caller] = (await call(id, caller)).status;
      }
      expect(statuses).toEqual(TABLE[id].answers);
    },
  );

  it.each([
    ['guest', 0],
    ['denied', 0],
    ['sender', 0],
    ['owner', 1],
    ['platform', 1],
    ['service', 1],
  ] as [Caller, number][])(
    'lets %s change %d of one task in bulk',
    async (caller, changed) => {
      const { body } = await call('patchTasks', caller);

      expect([body.updated.length, body.refused.length]).toEqual([
        changed,
        1 - changed,
      ]);
    },
  );

  it('covers every call that the server has', () => {
    expect(Object.keys(TABLE).sort()).toEqual(Object.keys(apiContract).sort());
  });
});
