// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { REACH_KINDS } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorMatch } from '@delivery-maturity/backstage-plugin-maturity-node';
import { SourceReach } from '../store/composeReach';
import { describeSources } from './sources';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
};

function collectorOf(match: CollectorMatch) {
  return { id: 'host', title: 'Host', match: () => match };
}

const read = collectorOf({
  status: 'match',
  target: 'git.example.com/acme/shop',
  recognizes: "runs of the jobs 'deploy*'",
});

describe('the sources of an entity', () => {
  it('are told with the newest record, not with the beginning of an outage', () => {
    const [source] = describeSources({
      entity,
      collectors: [read],
      statuses: [
        {
          collector_id: 'host',
          entity_ref: 'component:default/shop',
          host: 'git.example.com',
          state: 'stale',
          message: 'git.example.com: 503',
          retry_at_ms: null,
          reach: '[]',
          unread_since: null,
          updated_ms: Date.parse('2026-11-22T12:00:00Z'),
        },
      ],
      recordSources: [
        { source: 'git.example.com', newest_ms: Date.parse('2026-11-20') },
        { source: 'git.example', newest_ms: Date.parse('2026-11-21') },
      ],
      reach: new Map(),
    });
    expect(source).toEqual({
      id: 'host',
      title: 'Host',
      state: 'stale',
      reason: 'stale',
      newest: '2026-11-20T00:00:00.000Z',
      message: 'git.example.com: 503',
      recognizes: "runs of the jobs 'deploy*'",
    });
  });

  it.each([
    ['not-found', 'error', 'not-found'],
    ['no-permission', 'error', 'no-permission'],
    ['disabled', 'error', 'disabled'],
    ['renamed', 'ok', 'renamed'],
    ['archived', 'ok', 'archived'],
    ['written by a later version', 'error', 'error'],
    ['ok', 'ok', undefined],
  ])('carry why: %s', (stored, state, reason) => {
    const [source] = describeSources({
      entity,
      collectors: [read],
      statuses: [
        {
          collector_id: 'host',
          entity_ref: 'component:default/shop',
          host: 'git.example.com',
          state: stored,
          message: null,
          retry_at_ms: null,
          reach: '[]',
          unread_since: null,
          updated_ms: 0,
        },
      ],
      recordSources: [],
      reach: new Map(),
    });
    expect(source).toMatchObject({ state });
    expect(source.reason).toBe(reason);
  });

  it('leave out what another could read as long as one does, and as long as records are sent', () => {
    const unclaimed = {
      ...collectorOf({
        status: 'incomplete',
        message: 'No repository is known.',
        isUnclaimed: true,
      }),
      id: 'other',
    };
    const idsOf = (options: {
      collectors: Parameters<typeof describeSources>[0]['collectors'];
      newest?: string;
    }) =>
      describeSources({
        entity,
        collectors: options.collectors,
        statuses: [],
        recordSources: options.newest
          ? [{ source: 'ci', newest_ms: Date.parse(options.newest) }]
          : [],
        reach: new Map(),
      }).map(({ id }) => id);

    expect(idsOf({ collectors: [unclaimed] })).toEqual(['other']);
    expect(idsOf({ collectors: [unclaimed, read] })).toEqual(['host']);
    expect(idsOf({ collectors: [unclaimed], newest: '2026-11-20' })).toEqual([
      'ci',
    ]);
  });

  it('leave out one that most entities have nothing of, and say what to add where there is none', () => {
    const sources = describeSources({
      entity,
      collectors: [
        {
          ...collectorOf({ status: 'match', target: 'all', isOptional: true }),
          title: 'Requests',
        },
        collectorOf({ status: 'none' }),
      ],
      statuses: [],
      recordSources: [],
      reach: new Map(),
    });
    expect(sources).toEqual([
      expect.objectContaining({
        id: 'none',
        state: 'not-connected',
        message: expect.stringMatching(
          /To have Host read, .*`github.com\/project-slug: <owner>\/<repository>`/,
        ),
      }),
    ]);
    expect(
      describeSources({
        entity,
        collectors: [read],
        statuses: [],
        recordSources: [],
        reach: new Map(),
      }),
    ).toMatchObject([
      {
        state: 'not-connected',
        reason: 'not-read-yet',
        message: expect.stringContaining('is not read yet'),
      },
    ]);
  });

  it('say what each can tell, and since when, once', () => {
    const known = {
      declared: { deployments: true, gates: true },
      declaredMs: { gates: Date.parse('2026-11-01T00:00:00Z') },
      proven: {
        deployments: '2026-10-01T00:00:00.000Z',
        'waits.approval': '2026-11-12T00:00:00.000Z',
      },
    } as const;
    const sources = describeSources({
      entity,
      collectors: [read],
      statuses: [
        {
          collector_id: 'host',
          entity_ref: 'component:default/shop',
          host: 'git.example.com',
          state: 'ok',
          message: null,
          retry_at_ms: null,
          reach: '[]',
          unread_since: null,
          updated_ms: 0,
        },
      ],
      recordSources: [
        { source: 'git.example.com', newest_ms: 2 },
        { source: 'ci', newest_ms: 1 },
      ],
      reach: new Map<string, SourceReach>([
        ['git.example.com', known],
        ['gone', { declared: {}, declaredMs: {}, proven: {} }],
        [
          'ingest',
          { declared: { pipelines: true }, declaredMs: {}, proven: {} },
        ],
      ]),
    });
    expect(
      sources.map(({ id, title, reach }) => [
        id,
        title,
        reach?.filter(({ basis }) => basis !== 'none'),
      ]),
    ).toEqual([
      [
        'host',
        'Host',
        [
          { kind: 'deployments', basis: 'declared' },
          {
            kind: 'waits.approval',
            basis: 'proven',
            since: '2026-11-12T00:00:00.000Z',
          },
          {
            kind: 'gates',
            basis: 'declared',
            since: '2026-11-01T00:00:00.000Z',
          },
        ],
      ],
      ['git.example.com', 'git.example.com', undefined],
      ['ci', 'ci', undefined],
      ['gone', 'gone', []],
      [
        'ingest',
        'Pipelines that were sent',
        [{ kind: 'pipelines', basis: 'declared' }],
      ],
    ]);
    expect(sources[0].reach?.map(({ kind }) => kind)).toEqual(REACH_KINDS);
  });
});
