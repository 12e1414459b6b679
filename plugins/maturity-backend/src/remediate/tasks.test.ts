// SPDX-License-Identifier: Apache-2.0
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  compareTasks,
  Ranked,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import request from 'supertest';
import { seedEntities, seedGroups, seedTask } from '../__testUtils__/seed';
import {
  EVERYTHING,
  startReadBackend,
} from '../__testUtils__/startReadBackend';
import { createStore } from '../store/createStore';

jest.setTimeout(120_000);

const OWNER = 'user:default/owner';
const LEAD = 'user:default/lead';
const STRANGER = 'user:default/stranger';
const READ_ONLY = { 'catalog.entity.read': 'allow' as const };

describe('tasks and waivers', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;
    let backend: Awaited<ReturnType<typeof startReadBackend>>;
    const wake = jest.fn();

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await createStore(mockServices.database({ knex }));
      await seedGroups(knex, {
        shopping: undefined,
        payments: 'shopping',
        platform: undefined,
      });
      await seedEntities(knex, [
        { name: 'pay', owner: 'payments' },
        { name: 'auth', owner: 'platform' },
        { name: 'hidden', owner: 'platform', lifecycle: 'secret' },
      ]);
      const tasks: [string, string, object][] = [
        ['t1', 'pay', { gain: 5, ownerRef: 'group:default/payments' }],
        ['t2', 'auth', { gain: 9, ownerRef: 'group:default/platform' }],
        ['t3', 'auth', { gain: 5, checkId: 'lead-time', assigneeRef: OWNER }],
        ['t4', 'hidden', { gain: 20 }],
        ['t5', 'pay', { gain: 1, checkId: 'lead-time', state: 'resolved' }],
        [
          't6',
          'pay',
          {
            checkId: 'approval-gates',
            dueAt: '2026-12-01T00:00:00.000Z',
            state: 'snoozed',
            snoozedUntil: '2026-12-01T00:00:00.000Z',
            ownerRef: 'group:default/payments',
          },
        ],
      ];
      for (const [id, name, more] of tasks) {
        await seedTask(knex, {
          id,
          entityRef: `component:default/${name}`,
          ...more,
        });
      }
      const visible = {
        'catalog.entity.read': {
          not: {
            rule: 'HAS_SPEC',
            resourceType: 'catalog-entity',
            params: { key: 'lifecycle', value: 'secret' },
          },
        },
      } as const;
      backend = await startReadBackend({
        knex,
        evaluation: { wake },
        policies: {
          [OWNER]: visible,
          [LEAD]: READ_ONLY,
          [STRANGER]: READ_ONLY,
          'user:default/platform-team': EVERYTHING,
        },
        ownership: {
          [OWNER]: [OWNER, 'group:default/payments'],
          [LEAD]: [LEAD, 'group:default/shopping'],
        },
      });
    });

    afterEach(() => backend.stop());

    const ids = async (query: string, user: string) => {
      const { status, body } = await backend.get(`/tasks?${query}`, user);
      expect([status, body.error]).toEqual([200, undefined]);
      return body.items.map((item: any) => item.id);
    };

    it('lists what the caller may see, in the order of tasks, with what they may change', async () => {
      const { body } = await backend.get('/tasks', OWNER);

      expect(body.items.map((item: any) => [item.id, item.mayUpdate])).toEqual([
        ['t2', false],
        ['t6', true],
        ['t1', true],
        ['t3', false],
      ]);
      expect(body.totalItems).toBe(4);
      expect(body.items[0].entity).toMatchObject({ name: 'auth' });
      expect(await ids('view=mine', OWNER)).toEqual(['t3']);
      expect(await ids('view=team', OWNER)).toEqual(['t6', 't1']);
      expect(await ids('view=team', LEAD)).toEqual(['t6', 't1']);
      expect(await ids('view=team', STRANGER)).toEqual([]);
      expect(await ids('state=resolved', OWNER)).toEqual(['t5']);
      expect(await ids('owner=shopping&state=open,snoozed', OWNER)).toEqual([
        't6',
        't1',
      ]);
      expect(await ids('checkId=lead-time', OWNER)).toEqual(['t3']);
      expect(await ids('sort=dueAt&order=asc', OWNER)).toEqual([
        't6',
        't1',
        't2',
        't3',
      ]);
    });

    it('has the order of the core, whatever the page', async () => {
      const entityRef = 'component:default/pay';
      const more: Parameters<typeof seedTask>[1][] = [
        { id: 'none', checkId: 'zz', gain: 30, effort: 'high' },
        { id: 'medium', checkId: 'Zz', gain: 12, effort: 'medium' },
        { id: 'raises', checkId: 'raises', gain: 1, effort: 'high' },
        { id: 'dimension', checkId: 'dimension', gain: 2 },
        { id: 'waits', checkId: 'waits', gain: 90 },
      ].map(task => ({ ...task, entityRef })) as any;
      Object.assign(more[2], { lifts: { what: 'scorecard', level: 1 } });
      Object.assign(more[3], {
        lifts: { what: 'dimension', dimensionId: 'a', level: 1 },
      });
      Object.assign(more[4], {
        waitsFor: { kind: 'gate', key: 'board', title: 'Release board' },
        lifts: { what: 'scorecard', level: 4 },
      });
      for (const task of more) await seedTask(knex, task);

      const seen: Ranked[] = [];
      let cursor = '';
      do {
        const page = await backend.get(`/tasks?limit=2${cursor}`, LEAD);
        seen.push(...page.body.items);
        cursor = page.body.nextCursor && `&cursor=${page.body.nextCursor}`;
      } while (cursor);

      const ordered = seen.map((task: any) => ({
        ...task,
        waits: task.waitsFor !== undefined,
      }));
      expect(seen.map(({ checkId }) => checkId)).toEqual([
        'raises',
        'dimension',
        'approval-wait',
        'approval-wait',
        'approval-gates',
        'approval-wait',
        'lead-time',
        'Zz',
        'zz',
        'waits',
      ]);
      expect([...ordered].sort(compareTasks)).toEqual(ordered);
    });

    it('pages through ties in both directions', async () => {
      const first = await backend.get('/tasks?limit=2', LEAD);
      const second = await backend.get(
        `/tasks?limit=2&cursor=${first.body.nextCursor}`,
        LEAD,
      );
      const back = await backend.get(
        `/tasks?limit=2&cursor=${second.body.previousCursor}`,
        LEAD,
      );

      const seen = (answer: any) =>
        answer.body.items.map((item: any) => item.id);
      expect([seen(first), seen(second)]).toEqual([
        ['t4', 't2'],
        ['t6', 't1'],
      ]);
      expect(seen(back)).toEqual(seen(first));
    });

    it('lets owners and groups above them take, plan, snooze, wake, comment and release', async () => {
      const patch = (body: object, user = OWNER) =>
        backend.as(user)('patch', '/tasks/t1').send(body);

      const taken = await patch({ action: 'take' });
      expect([taken.status, taken.body.state, taken.body.assigneeRef]).toEqual([
        200,
        'in-progress',
        OWNER,
      ]);
      const planned = await patch(
        { action: 'plan', dueAt: '2026-12-24T00:00:00Z' },
        LEAD,
      );
      expect(planned.body.dueAt).toBe('2026-12-24T00:00:00.000Z');
      const snoozed = await patch({
        action: 'snooze',
        until: '2026-12-01T00:00:00Z',
        comment: 'after the freeze',
      });
      expect(snoozed.body).toMatchObject({ state: 'snoozed' });
      await patch({ action: 'wake' });
      await patch({ action: 'comment', comment: 'nearly there' });
      const released = await patch({ action: 'release' });

      expect(released.body.state).toBe('open');
      expect(released.body.assigneeRef).toBeUndefined();
      expect(
        released.body.events.map((event: any) => [event.type, event.actor]),
      ).toEqual([
        ['opened', 'machine'],
        ['taken', 'person'],
        ['planned', 'person'],
        ['snoozed', 'person'],
        ['woken', 'person'],
        ['commented', 'person'],
        ['released', 'person'],
      ]);
      expect(backend.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'task-update',
          meta: { taskId: 't1', action: 'take' },
        }),
      );
    });

    it('refuses strangers, hidden tasks, services that would take one, and what the state forbids', async () => {
      const patch = (id: string, body: object, user: string) =>
        backend.as(user)('patch', `/tasks/${id}`).send(body);

      const stranger = await patch('t1', { action: 'take' }, STRANGER);
      expect([stranger.status, stranger.body.error.message]).toEqual([
        403,
        expect.stringContaining('group:default/payments'),
      ]);
      const hidden = await patch('t4', { action: 'take' }, OWNER);
      expect(hidden.status).toBe(404);
      const done = await patch('t5', { action: 'take' }, OWNER);
      expect([done.status, done.body.error.message]).toEqual([
        409,
        expect.stringContaining('resolved'),
      ]);
      const service = await request(backend.server)
        .patch('/api/maturity/v1/tasks/t1')
        .set('authorization', mockCredentials.service.header())
        .send({ action: 'take' });
      expect([service.status, service.body.error.message]).toEqual([
        400,
        expect.stringContaining('taken by a person'),
      ]);
      const { body } = await backend.get('/tasks/t1', OWNER);
      expect(body.state).toBe('open');
    });

    it('changes several at once and says of each refused one why', async () => {
      const { status, body } = await backend
        .as(OWNER)('post', '/tasks/bulk')
        .send({
          ids: ['t1', 't2', 't4', 'no-such', 't1', 't5'],
          change: { action: 'take' },
        });

      expect(status).toBe(200);
      expect(body.updated).toEqual(['t1']);
      expect(body.refused.map((entry: any) => entry.id)).toEqual([
        't2',
        't4',
        'no-such',
        't5',
      ]);
      expect(body.refused[0].reason).toContain('group:default/platform');
    });

    it('takes a waiver from request to decision, and has the entity evaluated again', async () => {
      const ask = (user: string, more: object = {}) =>
        backend
          .as(user)('post', '/waivers')
          .send({
            entityRef: 'component:default/pay',
            checkId: 'approval-wait',
            reason: 'Regulator demands two approvals',
            until: '2027-01-31T00:00:00Z',
            ...more,
          });
      const decide = (id: string, state: string, user: string) =>
        backend.as(user)('patch', `/waivers/${id}`).send({ state });

      expect((await ask(STRANGER)).status).toBe(403);
      expect((await ask(OWNER, { checkId: 'no-such' })).status).toBe(400);
      expect((await ask(OWNER, { until: '2020-01-01T00:00:00Z' })).status).toBe(
        400,
      );
      expect(
        (await ask(OWNER, { entityRef: 'component:default/hidden' })).status,
      ).toBe(404);
      const asked = await ask(OWNER);
      expect([asked.status, asked.body.state]).toEqual([201, 'requested']);
      expect((await ask(LEAD)).status).toBe(409);

      const { id } = asked.body;
      expect((await decide(id, 'approved', OWNER)).status).toBe(403);
      expect(
        (await decide(id, 'ended', 'user:default/platform-team')).status,
      ).toBe(409);
      const approved = await decide(
        id,
        'approved',
        'user:default/platform-team',
      );
      expect(approved.body).toMatchObject({
        state: 'approved',
        from: '2026-11-22T12:00:00.000Z',
        until: '2027-01-31T00:00:00.000Z',
      });
      expect(
        await knex('maturity_evaluation_queue').pluck('entity_ref'),
      ).toEqual(['component:default/pay']);
      expect(wake).toHaveBeenCalled();
      const ended = await decide(id, 'ended', 'user:default/platform-team');
      expect(ended.body).toMatchObject({
        state: 'ended',
        until: '2026-11-22T12:00:00.000Z',
      });
      expect((await ask(OWNER)).status).toBe(201);
    });
  });
});
