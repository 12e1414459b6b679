// SPDX-License-Identifier: Apache-2.0
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { startMaturityBackend } from '../__testUtils__/startMaturityBackend';
import { BAD_BODIES } from './__testUtils__/badBodies';
import { BAD_CALLERS } from './__testUtils__/badCallers';
import { BAD_CHANGES } from './__testUtils__/badChanges';
import { BAD_ITEMS } from './__testUtils__/badItems';
import { BAD_QUERIES } from './__testUtils__/badQueries';
import { BadRequest } from './__testUtils__/BadRequest';
import { cdevent, deployment } from './__testUtils__/items';

jest.setTimeout(180_000);

const SHOP: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'acme/shop' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

const BAD_REQUESTS = [
  ...BAD_CALLERS,
  ...BAD_BODIES,
  ...BAD_QUERIES,
  ...BAD_CHANGES,
];
const pipelines = '/ingest/pipelines/component/default/shop';

describe('bad input', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;
    let backend: Awaited<ReturnType<typeof startMaturityBackend>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      backend = await startMaturityBackend({
        knex,
        entities: [SHOP],
        policies: {
          'user:default/mock': {
            'catalog.entity.read': 'allow',
            'maturity.ingest.create': 'allow',
          },
          'external:restricted': { 'maturity.ingest.create': 'allow' },
          'external:elsewhere': { 'catalog.entity.read': 'allow' },
          'external:blind': {
            'catalog.entity.read': 'deny',
            'maturity.evaluation.create': 'allow',
          },
        },
      });
    });

    afterAll(() => backend.stop());

    const authorize = (as: BadRequest['as']) => {
      switch (as) {
        case 'none':
          return mockCredentials.none.header();
        case 'invalid':
          return mockCredentials.service.invalidHeader();
        case 'user':
          return mockCredentials.user.header();
        case 'restricted':
        case 'elsewhere':
        case 'blind':
          return `Bearer mock-service-token:{"sub":"external:${as}"}`;
        default:
          return mockCredentials.service.header();
      }
    };

    const storedIds = async () =>
      new Set<string>(await knex('maturity_records').pluck('id'));

    it.each(BAD_REQUESTS)('$title: $status', async bad => {
      const { method = 'get', path, body, raw, headers = {}, status } = bad;
      let call = backend
        .call(method, path)
        .set('authorization', authorize(bad.as));
      if (raw !== undefined) {
        call = call
          .set({ 'content-type': 'application/json', ...headers })
          .serialize(data => data as any)
          .send(raw as string);
      } else if (body !== undefined) {
        call = call.send(body as object);
      }
      const answer = await call;

      expect([answer.status, answer.body.error?.message]).toEqual([
        status,
        expect.stringMatching(bad.message ?? /\w/),
      ]);
      expect(answer.body.error.message).not.toMatch(
        /at .*\.ts:\d|knex|select /,
      );
      expect((await storedIds()).has('forged')).toBe(false);
    });

    it.each(BAD_ITEMS)(
      '$title between two good items: refused by index, its neighbors taken',
      async ({ list = 'deployments', item, event, reason }) => {
        const isEvent = event !== undefined;
        const before = isEvent ? cdevent() : deployment();
        const after = isEvent ? cdevent() : deployment();
        const isMixed = !isEvent && list !== 'deployments';
        const records = isMixed
          ? { deployments: [before, after], [list]: [item] }
          : { deployments: [before, item, after] };
        const answer = await backend
          .asService('post', isEvent ? '/ingest/cdevents' : '/ingest/records')
          .send(isEvent ? [before, event, after] : records);

        expect([answer.status, answer.body.error]).toEqual([207, undefined]);
        expect(answer.body).toMatchObject({ accepted: 2, duplicates: 0 });
        expect(answer.body.rejected).toEqual([
          expect.objectContaining({
            index: isMixed ? 0 : 1,
            reason: expect.stringMatching(reason),
          }),
        ]);
        expect(answer.body.rejected[0].reason).toMatch(/\w['’”"`)]*\.$/);
        const ids = isEvent
          ? new Set(await knex('maturity_events').pluck('id'))
          : await storedIds();
        const idOf = (sent: any) => (isEvent ? sent.context.id : sent.id);
        expect([ids.has(idOf(before)), ids.has(idOf(after))]).toEqual([
          true,
          true,
        ]);
      },
    );

    it('takes the same twice once, whichever comes first, and in any order', async () => {
      const older = deployment({
        observedAt: '2026-11-20T09:30:00Z',
        outcome: 'pending',
        finishedAt: undefined,
      });
      const newer = deployment({ id: older.id });
      const send = (...deployments: object[]) =>
        backend.asService('post', '/ingest/records').send({ deployments });

      expect((await send(newer)).body).toMatchObject({ accepted: 1 });
      await send(older);
      const again = await send(newer, newer, older);

      expect(again.status).toBe(200);
      expect(again.body).toMatchObject({
        accepted: 0,
        duplicates: 3,
        rejected: [],
      });
      const rows = await knex('maturity_records').where('id', older.id);
      expect(rows.map(row => JSON.parse(row.data).outcome)).toEqual([
        'succeeded',
      ]);
    });

    it('reports an unreadable pipeline file by line, and reads the others', async () => {
      const answer = await backend.asService('put', pipelines).send({
        provider: 'github',
        files: [
          { path: '.github/workflows/bad.yml', content: 'on: [push\njobs: {' },
          {
            path: '.github/workflows/ci.yml',
            content:
              'on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: npm test\n',
          },
        ],
      });

      expect(answer.status).toBe(207);
      expect(answer.body).toMatchObject({
        pipelines: 1,
        problems: [
          {
            path: '.github/workflows/bad.yml',
            line: expect.any(Number),
            message: expect.any(String),
          },
        ],
      });
    });

    it('reads a pipeline that writes U+0000 by its escape', async () => {
      const answer = await backend.asService('put', pipelines).send({
        provider: 'github',
        files: [
          {
            path: '.github/workflows/ci.yml',
            content:
              "on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: grep '\\u0000' log\n",
          },
        ],
      });

      expect([answer.status, answer.body.pipelines]).toEqual([200, 1]);
    });

    it('keeps what belongs to nobody where it is seen, with the reason', async () => {
      const answer = await backend.asService('post', '/ingest/records').send({
        deployments: [
          deployment({
            id: 'lost',
            entityRef: undefined,
            repository: 'github.com/acme/unknown',
          }),
        ],
      });
      const unmatched = await backend.asService('get', '/sources/unmatched');

      expect(answer.body).toMatchObject({ accepted: 0, unmatched: 1 });
      expect(unmatched.body).toMatchObject({
        totalItems: 1,
        items: [
          {
            id: 'lost',
            repository: 'github.com/acme/unknown',
            reason: expect.stringMatching(/\w/),
          },
        ],
      });
    });
  });
});
