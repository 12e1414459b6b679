// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  loadLinkedEvents,
  NormalizedEvent,
  parseCdevent,
  recordsFromEvents,
} from '.';
import { DeliveryRecord, Deployment, parseRecord, recordKey } from '../records';

const sha = (digit: string) => digit.repeat(40);

let count = 0;
beforeEach(() => {
  count = 0;
});

interface Parts {
  at: string;
  id?: string;
  chain?: string;
  source?: string;
  subject?: string;
  content?: Record<string, unknown>;
  custom?: Record<string, unknown>;
}

/** `at` is a time of day on 2026-05-01. */
function event(type: string, parts: Parts): NormalizedEvent {
  count += 1;
  const result = parseCdevent(
    {
      context: {
        version: '0.4.1',
        id: parts.id ?? `e${count}`,
        source: parts.source ?? 'github.com/acme/shop',
        type: `dev.cdevents.${type}.0.2.0`,
        timestamp: `2026-05-01T${parts.at}:00Z`,
        ...(parts.chain ? { chainId: parts.chain } : {}),
      },
      subject: { id: parts.subject ?? 'shop', content: parts.content ?? {} },
      customData: parts.custom,
    },
    { drafts: true },
  );
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.event;
}

const production = { environment: { id: 'production' } };

function deployments(events: NormalizedEvent[]): Deployment[] {
  return recordsFromEvents(events).flatMap(item =>
    item.type === 'deployment' ? [item.record] : [],
  );
}

describe('recordsFromEvents', () => {
  it('joins changes to a deployment by chain, by artifact and by revision, in this order', () => {
    const [byChain, byArtifact, byRevision, unjoined] = [
      event('change.merged', { at: '08:00', chain: 'c1', subject: sha('1') }),
      event('change.merged', {
        at: '08:10',
        chain: 'unrelated',
        subject: sha('2'),
      }),
      event('change.merged', { at: '08:20', subject: sha('3') }),
      event('change.merged', { at: '08:30', subject: sha('4') }),
    ];
    const records = deployments([
      byChain,
      byArtifact,
      byRevision,
      unjoined,
      event('artifact.packaged', {
        at: '08:40',
        subject: 'pkg:oci/shop@sha256%3Aab',
        content: { change: { id: sha('2') } },
      }),
      event('service.deployed', {
        id: 'd1',
        at: '09:00',
        chain: 'c1',
        content: { ...production, artifactId: 'pkg:oci/shop@sha256%3Aab' },
        custom: { commitSha: sha('3'), releaseTag: 'v1.2.0' },
      }),
    ]);
    expect(records).toEqual([
      expect.objectContaining({
        source: 'github.com/acme/shop',
        id: 'd1',
        repository: 'github.com/acme/shop',
        service: 'shop',
        environment: 'production',
        revision: sha('3'),
        version: 'v1.2.0',
        finishedAt: '2026-05-01T09:00:00.000Z',
        outcome: 'succeeded',
        changes: [sha('1'), sha('2'), sha('3')].map(revision =>
          expect.objectContaining({ revision }),
        ),
      }),
    ]);
  });

  it('gives a change to the first deployment per environment that it went live with', () => {
    const change = (digit: string, at: string) =>
      event('change.merged', { at, chain: 'c', subject: sha(digit) });
    const deploy = (id: string, at: string, environment: string) =>
      event('service.upgraded', {
        id,
        at,
        chain: 'c',
        content: { environment: { id: environment } },
      });
    const records = deployments([
      change('1', '08:00'),
      deploy('s1', '08:30', 'staging'),
      deploy('p1', '09:00', 'production'),
      change('2', '09:30'),
      deploy('p2', '10:00', 'production'),
    ]);
    expect(
      Object.fromEntries(
        records.map(({ id, changes }) => [
          id,
          changes!.map(({ revision }) => revision[0]),
        ]),
      ),
    ).toEqual({ s1: ['1'], p1: ['1'], p2: ['2'] });
  });

  it('knows when a change was opened, and commit times where the sender does', () => {
    const [record] = deployments([
      event('change.created', { at: '07:00', subject: '42', chain: 'c' }),
      event('change.merged', {
        at: '08:00',
        subject: '42',
        chain: 'c',
        custom: { commitSha: sha('1'), committedAt: '2026-05-01T06:30:00Z' },
      }),
      event('service.deployed', {
        at: '09:00',
        chain: 'c',
        content: production,
      }),
    ]);
    expect(record.changes).toEqual([
      {
        revision: sha('1'),
        committedAt: '2026-05-01T06:30:00.000Z',
        openedAt: '2026-05-01T07:00:00.000Z',
        mergedAt: '2026-05-01T08:00:00.000Z',
      },
    ]);
  });

  it('takes the repository of the changes where the deployer is none', () => {
    const records = deployments([
      event('change.merged', {
        at: '08:00',
        chain: 'c',
        subject: sha('1'),
        content: { repository: { id: 'acme/shop', source: 'github.com' } },
      }),
      event('service.deployed', {
        at: '09:00',
        chain: 'c',
        source: 'https://argocd.acme.com/applications/shop',
        content: production,
      }),
    ]);
    expect(records[0].repository).toBe('github.com/acme/shop');
  });

  it('marks rollbacks, and deployments of repairs alone', () => {
    const fix = (digit: string, custom: {}) =>
      event('change.merged', {
        at: '08:00',
        chain: digit,
        subject: sha(digit),
        custom,
      });
    const records = deployments([
      event('service.rolledback', {
        id: 'back',
        at: '08:00',
        content: production,
      }),
      fix('1', { hotfix: true }),
      event('service.deployed', {
        id: 'hot',
        at: '09:00',
        chain: '1',
        content: production,
      }),
      fix('2', { revert: false }),
      event('service.deployed', {
        id: 'plain',
        at: '10:00',
        chain: '2',
        content: production,
      }),
    ]);
    expect(
      records.map(({ id, rollback, hotfix }) => ({ id, rollback, hotfix })),
    ).toEqual([
      { id: 'back', rollback: true, hotfix: undefined },
      { id: 'hot', rollback: undefined, hotfix: true },
      { id: 'plain', rollback: undefined, hotfix: undefined },
    ]);
  });

  it('counts failed runs at an environment once, and with the times of their run', () => {
    const run = (type: string, at: string, content = {}) =>
      event(`pipelinerun.${type}`, {
        id: type,
        at,
        chain: 'c',
        subject: 'r1',
        content,
      });
    const records = deployments([
      run('queued', '08:00'),
      run('started', '08:10'),
      event('taskrun.finished', {
        id: 'task',
        at: '08:19',
        chain: 'c',
        subject: 't1',
        content: {
          pipelineRun: { id: 'r1' },
          outcome: 'failure',
          ...production,
        },
      }),
      run('finished', '08:20', { outcome: 'failure', ...production }),
      event('pipelinerun.finished', {
        at: '08:30',
        subject: 'tests',
        content: { outcome: 'failure' },
      }),
      event('service.deployed', {
        id: 'good',
        at: '09:00',
        chain: 'c',
        content: production,
      }),
    ]);
    expect(
      records.map(({ id, outcome, requestedAt, startedAt }) => [
        id,
        outcome,
        requestedAt?.slice(11, 16),
        startedAt?.slice(11, 16),
      ]),
    ).toEqual([
      ['finished', 'failed', '08:00', '08:10'],
      ['good', 'succeeded', '08:00', '08:10'],
      ['task', 'superseded', '08:00', '08:10'],
    ]);
  });

  it('lets the first terminal status stand when a run fails after it went live', () => {
    const records = deployments([
      event('pipelinerun.started', { at: '08:00', chain: 'c', subject: 'r1' }),
      event('service.deployed', {
        id: 'live',
        at: '08:10',
        chain: 'c',
        content: production,
      }),
      event('pipelinerun.finished', {
        id: 'late',
        at: '08:20',
        chain: 'c',
        subject: 'r1',
        content: { outcome: 'error', ...production },
      }),
    ]);
    expect(records.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['late', 'superseded'],
      ['live', 'succeeded'],
    ]);
  });

  it('turns approvals into waits, and shows those that nothing followed', () => {
    const approval = (
      type: string,
      at: string,
      subject: string,
      content = {},
    ) =>
      event(`approval.${type}`, {
        at,
        chain: subject,
        subject,
        content: { ...production, ...content },
      });
    const records = deployments([
      approval('created', '08:00', 'a1'),
      approval('updated', '08:20', 'a1', { decision: 'approved' }),
      approval('closed', '08:30', 'a1', {
        decision: 'approved',
        requestor: 'x',
        responder: 'y',
      }),
      event('service.deployed', {
        id: 'live',
        at: '09:00',
        chain: 'a1',
        content: production,
      }),
      approval('created', '10:00', 'a2'),
      approval('created', '11:00', 'a3'),
      approval('closed', '11:30', 'a3', { status: 'rejected' }),
    ]);
    const find = (id: string) => records.find(record => record.id === id)!;
    expect(find('live')).toMatchObject({
      requestedAt: '2026-05-01T08:00:00.000Z',
      waits: [
        {
          kind: 'approval',
          gate: 'production',
          from: '2026-05-01T08:00:00.000Z',
          to: '2026-05-01T08:30:00.000Z',
          decision: 'approved',
          approvers: 1,
          selfApproved: false,
        },
      ],
    });
    expect(find('approval:a1')).toMatchObject({
      outcome: 'superseded',
      waits: [],
    });
    expect(find('approval:a2')).toMatchObject({
      outcome: 'pending',
      waits: [{ from: '2026-05-01T10:00:00.000Z' }],
    });
    expect(find('approval:a2').waits![0]).not.toHaveProperty('to');
    expect(find('approval:a3')).toMatchObject({
      outcome: 'rejected',
      finishedAt: '2026-05-01T11:30:00.000Z',
    });
  });

  it('finds incidents, how they ended and the deployment before them', () => {
    const records = recordsFromEvents([
      event('service.deployed', {
        id: 'd1',
        at: '08:00',
        content: { ...production, artifactId: 'pkg:oci/shop@1' },
      }),
      event('incident.detected', {
        at: '09:00',
        source: '/monitoring',
        subject: 'i1',
        content: { ...production, artifactId: 'pkg:oci/shop@1' },
      }),
      event('incident.reported', {
        at: '09:10',
        source: '/monitoring',
        subject: 'i1',
      }),
      event('incident.resolved', {
        at: '09:30',
        source: '/monitoring',
        subject: 'i1',
      }),
      event('incident.resolved', {
        at: '09:30',
        source: '/monitoring',
        subject: 'unknown',
      }),
    ]).filter(({ type }) => type === 'incident');
    expect(records).toEqual([
      {
        type: 'incident',
        record: expect.objectContaining({
          source: '/monitoring',
          id: 'incident:i1',
          repository: 'github.com/acme/shop',
          service: 'shop',
          openedAt: '2026-05-01T09:00:00.000Z',
          resolvedAt: '2026-05-01T09:30:00.000Z',
          deployment: 'github.com/acme/shop d1',
        }),
      },
    ]);
  });

  it('finds provisionings, from the ticket where there is one', () => {
    const records = recordsFromEvents([
      event('ticket.created', {
        at: '06:00',
        chain: 'c',
        source: '/tickets',
        subject: 'T-1',
      }),
      event('repository.created', {
        at: '08:00',
        chain: 'c',
        subject: 'acme/shop',
        content: { url: 'https://github.com/acme/shop' },
      }),
      event('build.finished', { at: '08:30', chain: 'c', subject: 'b1' }),
      event('service.deployed', {
        at: '08:40',
        chain: 'c',
        content: { environment: { id: 'dev' } },
      }),
      event('service.deployed', {
        at: '09:00',
        chain: 'c',
        content: production,
      }),
      event('environment.created', {
        at: '10:00',
        subject: 'qa',
        content: { name: 'qa-7' },
      }),
      event('ticket.created', {
        at: '11:00',
        source: '/tickets',
        subject: 'T-2',
      }),
    ]).flatMap(item => (item.type === 'provisioning' ? [item.record] : []));
    expect(records).toEqual([
      expect.objectContaining({
        id: 'environment:qa',
        subject: 'environment',
        environment: 'qa-7',
        requestBasis: 'api',
        requestedAt: '2026-05-01T10:00:00.000Z',
      }),
      expect.objectContaining({
        id: 'repository:acme/shop',
        subject: 'service',
        requestBasis: 'ticket',
        requestedAt: '2026-05-01T06:00:00.000Z',
        repositoryAt: '2026-05-01T08:00:00.000Z',
        firstGreenBuildAt: '2026-05-01T08:30:00.000Z',
        firstDeploymentAt: '2026-05-01T09:00:00.000Z',
      }),
    ]);
  });

  it('keeps at most 1,000 changes of a deployment, the newest, and says so', () => {
    const changes = Array.from({ length: 1001 }, (_, n) =>
      event('change.merged', {
        at: `${String(n % 8).padStart(2, '0')}:00`,
        chain: 'c',
        subject: n.toString(16).padStart(40, '0'),
      }),
    );
    const [record] = deployments([
      ...changes,
      event('service.deployed', {
        at: '09:00',
        chain: 'c',
        content: production,
      }),
    ]);
    expect(record.changes).toHaveLength(1000);
    expect(record.truncated).toBe(true);
  });
});

/** A little of everything, joined in every way. */
function story(): NormalizedEvent[] {
  return [
    event('change.created', { at: '07:00', subject: '42' }),
    event('change.merged', {
      at: '08:00',
      subject: '42',
      chain: 'c1',
      custom: { commitSha: sha('1') },
    }),
    event('change.merged', { at: '08:05', subject: sha('2') }),
    event('artifact.packaged', {
      at: '08:10',
      subject: 'pkg:oci/shop@sha256%3Aab',
      content: { change: { id: sha('2') } },
    }),
    event('pipelinerun.started', { at: '08:20', chain: 'c1', subject: 'r1' }),
    event('approval.created', {
      at: '08:25',
      chain: 'c1',
      subject: 'a1',
      content: production,
    }),
    event('approval.closed', {
      at: '08:35',
      chain: 'c1',
      subject: 'a1',
      content: { decision: 'approved' },
    }),
    event('service.deployed', {
      at: '08:40',
      chain: 'c1',
      content: { ...production, artifactId: 'pkg:oci/shop@sha256%3Aab' },
    }),
    event('pipelinerun.finished', {
      at: '08:50',
      chain: 'c1',
      subject: 'r1',
      content: { outcome: 'failure', ...production },
    }),
    event('incident.detected', {
      at: '09:00',
      source: '/monitoring',
      subject: 'i1',
      content: { artifactId: 'pkg:oci/shop@sha256%3Aab' },
    }),
    event('incident.resolved', {
      at: '09:20',
      source: '/monitoring',
      subject: 'i1',
    }),
    event('service.rolledback', {
      at: '09:10',
      chain: 'c1',
      content: production,
    }),
  ];
}

// Many runs on a busy machine take longer than jest's five seconds.
const TIMEOUT = 60_000;

describe('properties', () => {
  it(
    'order and duplicates change nothing',
    () => {
      const events = story();
      const expected = recordsFromEvents(events);
      fc.assert(
        fc.property(
          fc.shuffledSubarray([...events, ...events, ...events.slice(3)], {
            minLength: events.length * 3 - 3,
          }),
          shuffled => {
            expect(recordsFromEvents(shuffled)).toEqual(expected);
          },
        ),
        { numRuns: 1000 },
      );
    },
    TIMEOUT,
  );

  it('makes only records that are valid', () => {
    for (const { type, record } of recordsFromEvents(story())) {
      expect(parseRecord(type, record)).toEqual({ ok: true, record });
    }
  });

  it(
    'converges when events arrive one by one in any order, each with what is linked to it',
    () => {
      const events = story();
      const expected = recordsFromEvents(events);
      const ageOf = ({ record }: DeliveryRecord) =>
        `${record.observedAt} ${record.observation}`;
      fc.assert(
        fc.property(
          fc.shuffledSubarray(events, { minLength: events.length }),
          arrivals => {
            const stored: NormalizedEvent[] = [];
            const records = new Map<string, DeliveryRecord>();
            for (const arrival of arrivals) {
              stored.push(arrival);
              const loaded = new Set([arrival]);
              const asked = new Set<string>();
              for (;;) {
                const keys = loadLinkedEvents(loaded, asked);
                if (keys.length === 0) {
                  break;
                }
                keys.forEach(key => asked.add(key));
                stored
                  .filter(other => other.keys.some(key => asked.has(key)))
                  .forEach(other => loaded.add(other));
              }
              for (const item of recordsFromEvents([...loaded])) {
                const key = `${item.type} ${recordKey(item.record)}`;
                const known = records.get(key);
                if (!known || ageOf(known) < ageOf(item)) {
                  records.set(key, item);
                }
              }
            }
            expect(new Set(records.values())).toEqual(new Set(expected));
          },
        ),
        { numRuns: 1000 },
      );
    },
    TIMEOUT,
  );
});
