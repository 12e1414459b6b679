// SPDX-License-Identifier: Apache-2.0
import { parseCdevent, recordsFromEvents, unwrapBody } from '.';
import { artifactKey } from './artifactKey';
import { readEventType } from './eventType';
import type { NormalizedEvent } from './NormalizedEvent';

function read(value: unknown, options = {}) {
  const parsed = parseCdevent(value, {
    receivedAt: '2026-11-22T12:00:00.000Z',
    ...options,
  });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed;
}

function records(values: unknown[], options = {}) {
  const events: NormalizedEvent[] = values.map(value => read(value).event);
  return recordsFromEvents(events, options);
}

const deployed = (id: string, more: Record<string, unknown> = {}) => ({
  context: {
    version: '0.4.1',
    id,
    source: 'https://cd.acme.example',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-11-20T10:00:00Z',
  },
  subject: {
    id: 'shop',
    content: { environment: { id: 'production' }, ...more },
  },
  customData: { repository: 'github.com/acme/shop' },
});

/** As the CDEvents plugin of Jenkins sends them: relative sources, numbers of builds, one id for all stages. */
const jenkins = {
  queued: (item: number, job = 'job/shop/', at = '2026-11-20T09:00:00Z') => ({
    context: {
      version: '0.3.0',
      id: `queued-${job}-${item}`,
      source: job,
      type: 'dev.cdevents.pipelinerun.queued.0.1.1',
      timestamp: at,
    },
    subject: {
      id: String(item),
      source: job,
      type: 'pipelineRun',
      content: { pipelineName: 'shop' },
    },
    customData: { id: item, url: `https://ci.acme.example/${job}${item}/` },
  }),
  run: (
    step: 'started' | 'finished',
    build: number,
    item: number,
    more: { status?: string; outcome?: string; at: string; job?: string },
  ) => {
    const source = `${more.job ?? 'job/shop/'}${build}/`;
    return {
      context: {
        version: '0.3.0',
        id: `${step}-${source}`,
        source,
        type: `dev.cdevents.pipelinerun.${step}.0.1.1`,
        timestamp: more.at,
      },
      subject: {
        id: String(build),
        source,
        type: 'pipelineRun',
        content: {
          pipelineName: 'shop',
          ...(more.outcome && { outcome: more.outcome, errors: 'broken' }),
        },
      },
      customData: {
        environment: 'production',
        build: {
          number: build,
          queueId: item,
          fullUrl: `https://ci.acme.example/${source}`,
          ...(more.status && { status: more.status }),
          scmState: {
            url: 'https://github.com/acme/shop.git',
            commit: 'c35cc902717ee41bfe43a8a50c05ad9a03249fe9',
          },
        },
      },
    };
  },
  stage: (build: number, errors: string) => ({
    context: {
      version: '0.3.0',
      id: `stage-${build}-${errors}`,
      source: `job/shop/${build}/`,
      type: 'dev.cdevents.taskrun.finished.0.1.1',
      timestamp: '2026-11-20T09:20:00Z',
    },
    subject: {
      id: String(build),
      source: `job/shop/${build}/`,
      type: 'taskRun',
      content: {
        taskName: 'shop',
        pipelineRun: { id: String(build), source: `job/shop/${build}/` },
        outcome: 'error',
        errors,
      },
    },
    customData: { environment: 'production' },
  }),
};

describe('the CDEvents plugin of Jenkins', () => {
  it('is joined by the place in the queue, and the number of a build only within its job', () => {
    const found = records([
      jenkins.queued(347),
      jenkins.queued(12, 'job/other/', '2026-11-20T07:00:00Z'),
      jenkins.run('started', 12, 347, { at: '2026-11-20T09:05:00Z' }),
      jenkins.run('started', 12, 9, {
        at: '2026-11-20T08:00:00Z',
        job: 'job/other/',
      }),
      jenkins.run('finished', 12, 347, {
        at: '2026-11-20T09:30:00Z',
        outcome: 'failure',
      }),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0].record).toMatchObject({
      repository: 'github.com/acme/shop',
      revision: 'c35cc902717ee41bfe43a8a50c05ad9a03249fe9',
      requestedAt: '2026-11-20T09:00:00.000Z',
      startedAt: '2026-11-20T09:05:00.000Z',
      finishedAt: '2026-11-20T09:30:00.000Z',
      outcome: 'failed',
    });
  });

  it('takes what was aborted for canceled, though it says failure', () => {
    const [{ record }] = records([
      jenkins.run('finished', 12, 347, {
        at: '2026-11-20T09:30:00Z',
        outcome: 'failure',
        status: 'ABORTED',
      }),
    ]);
    expect(record).toMatchObject({ outcome: 'canceled' });
  });

  it.each(['Unable to get Display Name of the Node Error.', '', ' '])(
    'does not believe that a stage failed whose error is %j',
    errors => {
      const { notes, useless } = read(jenkins.stage(12, errors));
      expect(useless).toContain('only where it failed');
      expect(notes).toEqual(
        expect.arrayContaining(['outcome-without-error', 'event-source']),
      );
      expect(records([jenkins.stage(12, errors)])).toEqual([]);
    },
  );

  it('believes that a stage failed that names its error', () => {
    expect(records([jenkins.stage(12, 'exit code 1')])).toMatchObject([
      { type: 'deployment', record: { outcome: 'failed' } },
    ]);
  });
});

describe('hand-made senders', () => {
  it.each([
    ['dev.cdevents.service.deployed.0.2.0', 'service.deployed', false],
    ['dev.cdevents.service.deployed.v1', 'service.deployed', true],
    ['dev.cdevents.service.deployed', 'service.deployed', true],
    ['cd.service.deployed.v1', 'service.deployed', true],
    ['service.deployed', 'service.deployed', true],
    ['Dev.CDEvents.PipelineRun.Finished.0.2.0', 'pipelinerun.finished', true],
    ['dev.cdevents.service.rolled_back.v2', 'service.rolledback', true],
  ])('%s is read as %s', (text, type, isLenient) => {
    expect(readEventType(text)).toEqual({ type, isLenient });
  });

  it.each(['com.acme.service', 'dev.tekton.event.taskrun.started.v1', ''])(
    '%s is the type of no event',
    text => {
      expect(readEventType(text)).toBeUndefined();
    },
  );

  it('leave out the version, and write times and types in their own way', () => {
    const { event, notes } = read({
      context: {
        id: '1',
        source: 'deploy-script',
        type: 'dev.cdevents.service.deployed.v1',
        timestamp: '2026-11-20 10:00:00 +0100',
      },
      subject: { id: 'shop', content: { environment: 'production' } },
    });
    expect(event).toMatchObject({
      type: 'service.deployed',
      timestamp: '2026-11-20T09:00:00.000Z',
      environment: 'production',
    });
    expect([...notes].sort()).toEqual([
      'event-type',
      'event-version',
      'time-format',
    ]);
  });

  it('have deployments to the environment that is configured for them', () => {
    const nowhere = deployed('1', { environment: undefined });
    expect(parseCdevent(nowhere)).toMatchObject({ ok: false });
    const { event, notes } = read(nowhere, {
      environmentOf: (source: string) =>
        source === 'https://cd.acme.example' ? 'live' : undefined,
    });
    expect(event.environment).toBe('live');
    expect(notes).toEqual(['environment-default']);
  });

  it('send times that are corrected as those of records are', () => {
    const at = (timestamp: string) => ({
      ...deployed('1'),
      context: { ...deployed('1').context, timestamp },
    });
    expect(read(at('2026-11-22T12:04:00Z'))).toMatchObject({
      event: { timestamp: '2026-11-22T12:04:00.000Z' },
      notes: [],
    });
    expect(read(at('2026-11-22T15:00:00Z'))).toMatchObject({
      event: { timestamp: '2026-11-22T12:00:00.000Z' },
      notes: ['time-ahead'],
    });
    expect(() => read(at('2027-11-22T15:00:00Z'))).toThrow('in the future');
  });
});

describe('CloudEvents', () => {
  const whole = deployed('1');
  const { context, ...bare } = whole;
  const envelope = {
    id: context.id,
    source: context.source,
    type: context.type,
    time: context.timestamp,
  };

  it.each([
    ['alone', 'application/json', whole, {}],
    [
      'structured',
      'application/cloudevents+json',
      { specversion: '1.0', ...envelope, data: whole },
      {},
    ],
    [
      'structured, its context in the envelope',
      'application/cloudevents+json; charset=utf-8',
      { specversion: '1.0', ...envelope, data: bare },
      {},
    ],
    [
      'in a batch',
      'application/cloudevents-batch+json',
      [{ specversion: '1.0', ...envelope, data: whole }],
      {},
    ],
    ['binary', 'application/json', whole, { specversion: '1.0', ...envelope }],
    [
      'binary, its context in the headers',
      'application/json',
      bare,
      { specversion: '1.0', ...envelope },
    ],
  ])('%s are one event', (_, type, body, attributes) => {
    const { items } = unwrapBody(type, body, attributes);
    expect(items).toHaveLength(1);
    expect(read(items[0]).event).toMatchObject({
      id: '1',
      source: 'https://cd.acme.example',
      type: 'service.deployed',
      timestamp: '2026-11-20T10:00:00.000Z',
    });
  });
});

describe('artifacts', () => {
  const digest = 'a'.repeat(64);
  const image = `pkg:oci/shop@sha256:${digest}`;

  it.each([
    [`pkg:oci/shop@sha256%3A${digest}?repository_url=ghcr.io/acme/shop`, image],
    [`pkg:oci/shop@sha256:${digest}?tag=1.0&arch=arm64`, image],
    [`pkg:oci/shop@sha256:${digest.toUpperCase()}`, image],
    [`mirror.acme.example/acme/shop:1.0@sha256:${digest}`, image],
    [`shop@sha256:${digest}`, image],
    ['pkg:npm/%40acme/shop@1.0.0?vcs_url=x', 'pkg:npm/%40acme/shop@1.0.0'],
    [
      'pkg:oci/shop@1.0?repository_url=ghcr.io/acme/shop&tag=1.0',
      'pkg:oci/shop@1.0?repository_url=ghcr.io/acme/shop',
    ],
    ['shop-1.0.tgz', 'shop-1.0.tgz'],
  ])('%s is known as %s', (artifact, key) => {
    expect(decodeURIComponent(artifactKey(artifact).key)).toBe(
      decodeURIComponent(key),
    );
  });

  it('of two registries, folders or versions are not one without a digest', () => {
    const keys = [
      'pkg:oci/shop@1.0?repository_url=ghcr.io/acme/shop',
      'pkg:oci/shop@1.0?repository_url=ghcr.io/other/shop',
      'pkg:oci/shop@1.1?repository_url=ghcr.io/acme/shop',
      'pkg:docker/acme/shop@1.0',
      'pkg:docker/other/shop@1.0',
    ].map(artifact => artifactKey(artifact).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('bring their changes to what deploys them from another registry', () => {
    const [{ record }] = records([
      {
        context: {
          version: '0.4.1',
          id: 'm',
          source: 'https://github.com/acme/shop',
          type: 'dev.cdevents.change.merged.0.2.0',
          timestamp: '2026-11-20T04:00:00Z',
        },
        subject: { id: '7', content: {} },
        customData: { commitSha: 'c35cc902717ee41bfe43a8a50c05ad9a03249fe9' },
      },
      {
        context: {
          version: '0.4.1',
          id: 'p',
          source: 'https://ci.acme.example',
          type: 'dev.cdevents.artifact.packaged.0.2.0',
          timestamp: '2026-11-20T05:00:00Z',
        },
        subject: {
          id: `${image}?repository_url=registry.acme.example/shop&tag=1`,
          content: {
            change: {
              id: 'c35cc902717ee41bfe43a8a50c05ad9a03249fe9',
              source: 'https://github.com/acme/shop',
            },
          },
        },
      },
      deployed('d', {
        artifactId: `${image}?repository_url=mirror.acme.example/shop`,
      }),
    ]);
    expect(record).toMatchObject({
      changes: [{ mergedAt: '2026-11-20T04:00:00.000Z' }],
    });
  });
});

describe('environments that are called by an id', () => {
  const naming = (
    type: string,
    id: string,
    name: string | undefined,
    source = 'https://clusters.acme.example',
    at = '2026-11-19T10:00:00Z',
  ) => ({
    context: {
      version: '0.4.1',
      id: `${type}-${id}-${name}-${source}`,
      source,
      type: `dev.cdevents.environment.${type}.0.2.0`,
      timestamp: at,
    },
    subject: { id, content: { ...(name && { name }) } },
  });
  const at = (id: string, source?: string) =>
    deployed('d', { environment: { id, ...(source && { source }) } });
  const other = 'https://other.acme.example';

  it.each<[string, unknown[], string, object]>([
    [
      'the name of the event that created it',
      [naming('created', 'eks-7f3a9c', 'production'), at('eks-7f3a9c')],
      'production',
      {},
    ],
    [
      'the name that came later',
      [
        at('EKS-7f3a9c'),
        naming(
          'modified',
          'eks-7f3a9c',
          'production',
          undefined,
          '2026-11-21T00:00:00Z',
        ),
      ],
      'production',
      {},
    ],
    [
      'the last of its names',
      [
        naming('created', 'eks-1', 'staging'),
        naming(
          'modified',
          'eks-1',
          'production',
          undefined,
          '2026-11-21T00:00:00Z',
        ),
        at('eks-1'),
      ],
      'production',
      {},
    ],
    [
      'the name of the place that it names',
      [
        naming('created', 'eks-1', 'staging'),
        naming('created', 'eks-1', 'production', other),
        at('eks-1', other),
      ],
      'production',
      {},
    ],
    [
      'its id, where two places disagree',
      [
        naming('created', 'eks-1', 'staging'),
        naming('created', 'eks-1', 'production', other),
        at('eks-1'),
      ],
      'eks-1',
      {},
    ],
    [
      'its id, where that tells a tier',
      [naming('created', 'prod', 'staging cloud'), at('prod')],
      'prod',
      {},
    ],
    [
      'its id, where the name tells no tier',
      [naming('created', 'eks-1', 'Acme cloud'), at('eks-1')],
      'eks-1',
      {},
    ],
    [
      'its id, where the operator mapped that',
      [naming('created', 'eks-1', 'production'), at('eks-1')],
      'eks-1',
      { tierPatterns: [{ pattern: 'eks-1', tier: 'staging' }] },
    ],
  ])('have %s', (_, values, environment, options) => {
    for (const list of [values, [...values].reverse()]) {
      const [deployment] = records(list, options).filter(
        ({ type }) => type === 'deployment',
      );
      expect(deployment.record).toMatchObject({ environment });
    }
  });

  it('are named by events that make no records here', () => {
    const { event } = read(naming('created', 'eks-1', 'production'));
    expect(
      recordsFromEvents([read(at('eks-1')).event], { naming: [event] }),
    ).toMatchObject([
      { type: 'deployment', record: { environment: 'production' } },
    ]);
  });

  it('are not named by an event without a name, which is ignored', () => {
    expect(read(naming('modified', 'eks-1', undefined)).useless).toContain(
      'names no environment',
    );
  });
});
