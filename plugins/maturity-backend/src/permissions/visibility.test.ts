// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  CheckResult,
  Scorecard,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { seedEntities, SeedEntity, toEntity } from '../__testUtils__/seed';
import {
  EVERYTHING,
  startReadBackend,
} from '../__testUtils__/startReadBackend';
import { createStore } from '../store/createStore';

jest.setTimeout(120_000);

const SEEDS: SeedEntity[] = [
  { name: 'a', owner: 'red', type: 'service', labels: { zone: 'EU' } },
  {
    name: 'b',
    owner: 'red',
    type: 'website',
    annotations: { 'acme.com/Confidential': 'yes' },
  },
  { name: 'c', owner: 'blue', lifecycle: 'experimental' },
  { name: 'd', owner: 'blue', kind: 'API', labels: { zone: 'us' } },
  { name: 'e', annotations: { 'acme.com/confidential': 'no' } },
  { name: 'f', owner: 'green', title: 'Fünf', system: 'shop' },
];

type Criteria = PermissionCriteria<PermissionCondition>;

const rule = (name: string, params: PermissionCondition['params']): Criteria =>
  ({ rule: name, resourceType: 'catalog-entity', params } as Criteria);
const owner = (...names: string[]) =>
  rule('IS_ENTITY_OWNER', { claims: names.map(n => `group:default/${n}`) });

const CRITERIA: [string, Criteria][] = [
  ['owned by one group', owner('red')],
  ['owned by any of several', owner('red', 'green')],
  ['owned by nobody known', owner('nobody')],
  ['no claims', rule('IS_ENTITY_OWNER', { claims: [] })],
  ['of a kind, in any case', rule('IS_ENTITY_KIND', { kinds: ['api'] })],
  ['of kinds', rule('IS_ENTITY_KIND', { kinds: ['Component', 'API'] })],
  [
    'with an annotation',
    rule('HAS_ANNOTATION', { annotation: 'acme.com/confidential' }),
  ],
  [
    'with an annotation and value',
    rule('HAS_ANNOTATION', {
      annotation: 'acme.com/confidential',
      value: 'YES',
    }),
  ],
  ['with a label', rule('HAS_LABEL', { label: 'zone' })],
  ['with a label and value', rule('HAS_LABEL', { label: 'zone', value: 'eu' })],
  ['with metadata', rule('HAS_METADATA', { key: 'title' })],
  [
    'with metadata and value',
    rule('HAS_METADATA', { key: 'title', value: 'fünf' }),
  ],
  ['with a name', rule('HAS_METADATA', { key: 'name', value: 'c' })],
  ['with spec', rule('HAS_SPEC', { key: 'system' })],
  [
    'with spec and value',
    rule('HAS_SPEC', { key: 'lifecycle', value: 'Experimental' }),
  ],
  [
    'all of',
    {
      allOf: [
        owner('red'),
        rule('HAS_SPEC', { key: 'type', value: 'website' }),
      ],
    },
  ],
  ['any of', { anyOf: [owner('green'), rule('HAS_LABEL', { label: 'zone' })] }],
  ['not', { not: owner('red', 'blue') }],
  [
    'nested',
    {
      allOf: [
        {
          not: rule('HAS_ANNOTATION', { annotation: 'acme.com/confidential' }),
        },
        {
          anyOf: [
            owner('red'),
            { not: rule('IS_ENTITY_KIND', { kinds: ['component'] }) },
          ],
        },
      ],
    },
  ],
];

/** What the catalog's rules say in memory. */
function holds(criteria: Criteria, entity: Entity): boolean {
  if ('allOf' in criteria) {
    return criteria.allOf.every(part => holds(part, entity));
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.some(part => holds(part, entity));
  }
  if ('not' in criteria) {
    return !holds(criteria.not, entity);
  }
  const params = criteria.params as Record<string, any>;
  const member = (object: any, key: string, value?: string) =>
    Object.entries(object ?? {}).some(
      ([name, found]) =>
        name.toLowerCase() === key.toLowerCase() &&
        (value === undefined ||
          String(found).toLowerCase() === value.toLowerCase()),
    );
  switch (criteria.rule) {
    case 'IS_ENTITY_OWNER':
      return (entity.relations ?? []).some(({ targetRef }) =>
        params.claims.includes(targetRef),
      );
    case 'IS_ENTITY_KIND':
      return params.kinds.some(
        (kind: string) => kind.toLowerCase() === entity.kind.toLowerCase(),
      );
    case 'HAS_ANNOTATION':
      return member(
        entity.metadata.annotations,
        params.annotation,
        params.value,
      );
    case 'HAS_LABEL':
      return member(entity.metadata.labels, params.label, params.value);
    case 'HAS_METADATA':
      return member(entity.metadata, params.key, params.value);
    case 'HAS_SPEC':
      return member(entity.spec, params.key, params.value);
    default:
      throw new Error(criteria.rule);
  }
}

describe('what a caller may see', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;
    let backend: Awaited<ReturnType<typeof startReadBackend>>;
    const users = CRITERIA.map((_, index) => `user:default/u${index}`);

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await createStore(mockServices.database({ knex }));
      await seedEntities(knex, SEEDS);
      backend = await startReadBackend({
        knex,
        entities: SEEDS.filter(seed => seed.owner === 'blue').map(toEntity),
        // Whatever is asked of it is there: only the permission can stand in the way.
        evaluation: {
          evaluateAt: async entityRef => ({ entityRef } as Scorecard),
          evidence: async () => ({ check: {} as CheckResult, items: [] }),
        },
        policies: {
          ...Object.fromEntries(
            CRITERIA.map(([, criteria], index) => [
              users[index],
              { ...EVERYTHING, 'catalog.entity.read': criteria },
            ]),
          ),
          'user:default/custom': {
            'catalog.entity.read': {
              anyOf: [owner('red'), rule('IS_ON_CALL', {})],
            },
          },
          'user:default/denied': { 'catalog.entity.read': 'deny' },
        },
      });
    });

    afterAll(() => backend.stop());

    it.each(
      CRITERIA.map(([title, criteria], index) => ({ title, criteria, index })),
    )(
      '$title: lists, counts, exports and opens what the rule lets through in memory, and nothing else',
      async ({ criteria, index }) => {
        const visible = SEEDS.map(toEntity)
          .filter(entity => holds(criteria, entity))
          .map(entity => stringifyEntityRef(entity));

        const list = await backend.get('/scorecards?sort=name', users[index]);
        const csv = await backend.get('/scorecards.csv', users[index]);
        const rollup = await backend.get('/rollups', users[index]);

        expect(list.status).toBe(200);
        expect(list.body.items.map((item: any) => item.entityRef)).toEqual(
          visible,
        );
        expect(list.body.totalItems).toBe(visible.length);
        expect(csv.text.trim().split('\r\n')).toHaveLength(visible.length + 1);
        expect(rollup.body.total.entities).toBe(visible.length);
        for (const entity of SEEDS.map(toEntity)) {
          const ref = stringifyEntityRef(entity);
          const path = ref.replace(':', '/');
          const single = await backend.get(`/scorecards/${path}`, users[index]);
          expect([ref, single.status]).toEqual([
            ref,
            visible.includes(ref) ? 200 : 404,
          ]);
        }
      },
    );

    it.each([
      '',
      '?asOf=2026-11-01T00:00:00Z',
      '/history',
      '/checks/lead-time/evidence',
    ])('opens …%s of an entity for who sees the entity alone', async rest => {
      const path = `/scorecards/component/default/a${rest}`;

      const seen = await backend.get(path, users[0]);
      const hidden = await backend.get(path, 'user:default/denied');

      expect([seen.status, seen.body.error]).toEqual([200, undefined]);
      expect(hidden.status).toBe(404);
      expect(hidden.body.error.message).toContain('not visible to you');
    });

    it('asks the catalog for everything at once where a rule is not known here', async () => {
      const list = await backend.get('/scorecards', 'user:default/custom');

      // The catalog of this test answers the blue ones, whoever asks.
      expect(list.body.items.map((item: any) => item.name).sort()).toEqual([
        'c',
        'd',
      ]);
      const rollup = await backend.get('/rollups', 'user:default/custom');
      expect(rollup.body.total.entities).toBe(2);
    });

    it('answers emptiness, not refusal, to whom everything is denied', async () => {
      const list = await backend.get('/scorecards', 'user:default/denied');
      const facets = await backend.get('/facets', 'user:default/denied');
      const single = await backend.get(
        '/scorecards/component/default/a',
        'user:default/denied',
      );

      expect([list.status, list.body]).toEqual([
        200,
        { items: [], totalItems: 0 },
      ]);
      expect(facets.body.facets.flatMap((facet: any) => facet.values)).toEqual(
        [],
      );
      expect(single.status).toBe(404);
    });
  });
});
