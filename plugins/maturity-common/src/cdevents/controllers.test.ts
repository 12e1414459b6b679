// SPDX-License-Identifier: Apache-2.0
import { parseCdevent, recordsFromEvents, unwrapBody } from '.';
import type { NormalizedEvent } from './NormalizedEvent';

function read(
  body: unknown,
  attributes: Record<string, string> = {},
  contentType = 'application/json',
) {
  const { items } = unwrapBody(contentType, body, attributes);
  return items.map(item => {
    const parsed = parseCdevent(item, {
      receivedAt: '2026-11-22T12:00:00.000Z',
    });
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed;
  });
}

function recordsOf(...events: ReturnType<typeof read>[]) {
  return recordsFromEvents(
    events.flat().map(({ event }): NormalizedEvent => event),
  );
}

describe('the CloudEvents controller of Tekton', () => {
  /** As it sends them: in binary mode, with what it tells in headers, and the whole run as a text in the body. */
  const tekton = (
    type: string,
    time: string,
    extensions: Record<string, string>,
    data: Record<string, string> = {},
  ) =>
    read(
      { pipelinerun: '{"metadata":{"name":"release-x7k2"}}', ...data },
      {
        specversion: '1.0',
        id: `${type} ${time}`,
        source: '/apis///namespaces/shop//release-x7k2',
        subject: 'release-x7k2',
        type: `cd.${type}.v1`,
        time,
        ...extensions,
      },
    );
  const run = (step: string, time: string, status: string) =>
    tekton(`pipelinerun.${step}`, time, {
      pipelinerunid: '99cde96f-d919-4abf-bbd6-026a343b79d7',
      pipelinerunname: 'release-x7k2',
      pipelinerunstatus: status,
      pipelinerunurl: '',
      pipelinerunerrors: '',
    });
  const service = {
    serviceenvid: 'production',
    servicename: 'shop',
    serviceversion: 'v1.4.0',
  };
  const queued = run('queued', '2026-11-20T09:00:00.123456789Z', 'Running');
  const started = run('started', '2026-11-20T09:01:00Z', 'Running');
  const finished = run('finished', '2026-11-20T09:30:01Z', 'Finished');
  const deployed = tekton(
    'service.deployed',
    '2026-11-20T09:30:00Z',
    service,
    // The same once more in the body, under names of its own.
    {
      serviceEnvId: 'production',
      serviceName: 'shop',
      serviceVersion: 'v1.4.0',
    },
  );

  it('has deployments, which began with the run that they are results of', () => {
    const records = recordsOf(queued, started, deployed, finished);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      type: 'deployment',
      record: {
        // The namespace: each run would be a source of its own.
        source: '/apis///namespaces/shop',
        service: 'shop',
        environment: 'production',
        version: 'v1.4.0',
        requestedAt: '2026-11-20T09:00:00.123Z',
        startedAt: '2026-11-20T09:01:00.000Z',
        finishedAt: '2026-11-20T09:30:00.000Z',
        outcome: 'succeeded',
      },
    });
  });

  it.each([
    ['service.upgraded', {}],
    ['service.rolledback', { rollback: true }],
  ])('has %s for a deployment', (type, more) => {
    const [{ record }] = recordsOf(
      tekton(type, '2026-11-20T09:30:00Z', service),
    );
    expect(record).toMatchObject({ outcome: 'succeeded', ...more });
  });

  it('says of a run how it ended', () => {
    expect(finished[0].event).toMatchObject({ outcome: 'succeeded' });
    expect(
      run('finished', '2026-11-20T09:30:01Z', 'Error')[0].event,
    ).toMatchObject({ outcome: 'failed', subjectId: 'release-x7k2' });
    expect(queued[0].event.outcome).toBeUndefined();
  });

  it('says nothing of a task that it may have failed, and is answered so', () => {
    const [{ useless }] = tekton('taskrun.finished', '2026-11-20T09:20:00Z', {
      taskrunid: '4f1c',
      taskrunname: 'deploy',
      taskrunpipelineid: '',
    });
    expect(useless).toContain('only where it failed');
  });

  it('names artifacts and environments', () => {
    const digest = 'a'.repeat(64);
    const [{ event: artifact }] = tekton(
      'artifact.packaged',
      '2026-11-20T09:10:00Z',
      {
        artifactid: `registry.acme.example/shop@sha256:${digest}`,
        artifactname: 'shop',
        artifactversion: 'v1.4.0',
      },
    );
    expect(artifact.purl).toContain(digest);
    const [{ event: environment }] = tekton(
      'environment.created',
      '2026-11-20T09:10:00Z',
      { envid: 'eks-1', envname: 'production', envrepourl: '' },
    );
    expect(environment).toMatchObject({
      subjectId: 'eks-1',
      environment: 'production',
    });
  });

  it.each<[string, unknown, string]>([
    [
      'attributes beside the data',
      { ...service, data: { note: 'x' } },
      'application/cloudevents+json',
    ],
    [
      'attributes in the data',
      { data: service },
      'application/cloudevents+json',
    ],
    [
      'attributes set apart',
      { extensions: service, data: { note: 'x' } },
      'application/cloudevents+json',
    ],
  ])('is read in structured mode with %s', (_, more, contentType) => {
    const [{ event }] = read(
      {
        specversion: '1.0',
        id: '1',
        source: 'cde-cli',
        type: 'cd.service.deployed.v1',
        time: '2026-11-20T09:30:00Z',
        ...(more as object),
      },
      {},
      contentType,
    );
    expect(event).toMatchObject({
      type: 'service.deployed',
      subjectId: 'shop',
      environment: 'production',
    });
  });

  it('sends CDEvents of 0.3, too, which name the run as their source', () => {
    const source = (kind: string, name: string) =>
      `/apis/tekton.dev/v1/namespaces/shop/${kind}/${name}`;
    const event = (
      kind: 'pipelineRun' | 'taskRun',
      step: string,
      timestamp: string,
      content: object,
      more: object = {},
    ) => {
      const name = kind === 'taskRun' ? 'release-x7k2-deploy' : 'release-x7k2';
      return read({
        context: {
          version: '0.3.0',
          id: `${kind}-${step}`,
          source: source(`${kind}s`.toLowerCase(), name),
          type: `dev.cdevents.${kind.toLowerCase()}.${step}.0.1.1`,
          timestamp,
        },
        subject: {
          id: name,
          source: source(`${kind}s`.toLowerCase(), name),
          type: kind,
          content,
        },
        customData: { environment: 'production', ...more },
      });
    };
    const records = recordsOf(
      event('pipelineRun', 'queued', '2026-11-20T09:00:00Z', {}),
      event('pipelineRun', 'started', '2026-11-20T09:01:00Z', {}),
      event('taskRun', 'finished', '2026-11-20T09:20:00Z', {
        outcome: 'failure',
        errors: 'exit code 1',
        pipelineRun: { id: 'release-x7k2' },
      }),
      event('pipelineRun', 'finished', '2026-11-20T09:21:00Z', {
        outcome: 'failure',
        errors: 'exit code 1',
      }),
    );
    // Its task tells the same.
    const counted = records.filter(
      ({ type, record }) =>
        type === 'deployment' && record.outcome !== 'superseded',
    );
    expect(counted).toHaveLength(1);
    expect(counted[0].record).toMatchObject({
      source: '/apis/tekton.dev/v1/namespaces/shop',
      outcome: 'failed',
      requestedAt: '2026-11-20T09:00:00.000Z',
      startedAt: '2026-11-20T09:01:00.000Z',
    });
  });

  it('is told why its other events are none', () => {
    expect(() =>
      read(
        { taskRun: {} },
        {
          id: '1',
          source: '/apis///namespaces/shop//release-x7k2',
          type: 'dev.tekton.event.taskrun.started.v1',
          time: '2026-11-20T09:00:00Z',
        },
      ),
    ).toThrow("no 'context' object");
  });
});

describe('the versions of the specification', () => {
  /** As the first releases of the plugin of Jenkins send it: a later one differs in nothing that is read. */
  const finished = (version: string, type: string, outcome: string) =>
    read(
      {
        specversion: '1.0',
        id: '7',
        source: 'job/shop/12/',
        type,
        time: '2026-11-20T09:30:00-04:00',
        datacontenttype: 'application/json',
        data: {
          context: {
            version,
            id: '7',
            source: 'job/shop/12/',
            type,
            timestamp: '2026-11-20T09:30:00-04:00',
          },
          subject: {
            id: '12',
            source: null,
            type: 'pipelineRun',
            content: {
              pipelineName: 'shop',
              url: null,
              outcome,
              errors: 'broken',
            },
          },
          customData: {
            environment: 'production',
            name: 'shop',
            userId: null,
            build: {
              number: 12,
              queueId: 347,
              fullUrl: 'https://ci.acme.example/job/shop/12/',
              status: outcome,
              parameters: null,
              scmState: {
                url: 'https://github.com/acme/shop.git',
                branch: null,
                commit: null,
              },
            },
          },
          customDataContentType: 'application/json',
        },
      },
      {},
      'application/cloudevents+json',
    );

  it.each([
    ['0.1.0', 'dev.cdevents.pipelinerun.finished.0.1.0'],
    ['0.1.0-draft', 'dev.cdevents.pipelinerun.finished.0.1.0-draft'],
    ['0.1.2', 'dev.cdevents.pipelinerun.finished.0.1.0'],
    ['0.2.0', 'dev.cdevents.pipelinerun.finished.0.1.1'],
    ['0.3.0', 'dev.cdevents.pipelinerun.finished.0.1.1'],
    ['0.4.1', 'dev.cdevents.pipelinerun.finished.0.2.0'],
  ])('%s is read', (version, type) => {
    for (const outcome of ['FAILURE', 'failure']) {
      const [{ record }] = recordsOf(finished(version, type, outcome));
      expect(record).toMatchObject({
        repository: 'github.com/acme/shop',
        environment: 'production',
        outcome: 'failed',
        finishedAt: '2026-11-20T13:30:00.000Z',
      });
    }
  });
});
