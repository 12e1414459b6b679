// SPDX-License-Identifier: Apache-2.0
import { parseCdevent, unwrapBody } from '.';

interface Parts {
  context?: Record<string, unknown>;
  subject?: Record<string, unknown>;
  content?: Record<string, unknown>;
  customData?: unknown;
}

function event(type: string, parts: Parts = {}) {
  const somewhere = type.startsWith('service.')
    ? { environment: { id: 'production' } }
    : {};
  return {
    context: {
      version: '0.4.1',
      id: 'e1',
      source: '/tekton',
      type: `dev.cdevents.${type}.0.2.0`,
      timestamp: '2026-05-01T10:00:00+02:00',
      ...parts.context,
    },
    subject: {
      id: 's1',
      type: type.split('.')[0],
      content: { ...somewhere, ...parts.content },
      ...parts.subject,
    },
    ...(parts.customData === undefined ? {} : { customData: parts.customData }),
  };
}

function accept(value: unknown, drafts = false) {
  const result = parseCdevent(value, { drafts });
  expect(result).toMatchObject({ ok: true });
  return (result as { event: {} }).event;
}

const SHA = 'a'.repeat(40);

describe('parseCdevent', () => {
  it.each([
    ['0.3', { version: '0.3.0' }],
    ['0.4', { version: '0.4.1' }],
    ['0.5', { version: undefined, specversion: '0.5.1' }],
    [
      'a draft of 0.5',
      {
        version: '0.5.0-draft',
        type: 'dev.cdevents.service.deployed.0.3.0-draft',
      },
    ],
  ])('reads a deployment of version %s', (_, context) => {
    expect(
      accept(
        event('service.deployed', {
          context: {
            ...context,
            chainId: 'c1',
            source: 'https://github.com/acme/shop',
          },
          subject: { id: 'shop' },
          content: {
            environment: { id: 'production' },
            artifactId: 'pkg:github/acme/shop@v1.2.3',
          },
        }),
      ),
    ).toMatchObject({
      source: 'https://github.com/acme/shop',
      id: 'e1',
      type: 'service.deployed',
      ignored: false,
      timestamp: '2026-05-01T08:00:00.000Z',
      chainId: 'c1',
      purl: 'pkg:github/acme/shop@v1.2.3',
      version: 'v1.2.3',
      repository: 'github.com/acme/shop',
      service: 'shop',
      environment: 'production',
      keys: ['chain:c1', 'purl:pkg:github/acme/shop@v1.2.3'],
    });
  });

  it.each([
    [
      'a change by its repository',
      event('change.merged', {
        subject: { id: SHA },
        content: { repository: { id: 'acme/shop', source: 'github.com' } },
      }),
      {
        revision: SHA,
        repository: 'github.com/acme/shop',
        repositoryFrom: 'content',
        keys: [`rev:${SHA}`, `change:github.com/acme/shop#${SHA}`],
      },
    ],
    [
      'a change by number',
      event('change.created', {
        subject: { id: '42' },
        content: {
          repository: { id: 'acme/shop', source: 'https://github.com/' },
        },
      }),
      { keys: ['change:github.com/acme/shop#42'] },
    ],
    [
      'a repository',
      event('repository.created', {
        subject: { id: 'acme/shop', source: 'github.com' },
        content: {
          name: 'shop',
          owner: 'acme',
          url: 'git://github.com/acme/shop',
        },
      }),
      { repository: 'github.com/acme/shop', repositoryFrom: 'content' },
    ],
    [
      'an artifact by the change in it',
      event('artifact.packaged', {
        subject: { id: `pkg:oci/shop@sha256%3Aab` },
        content: { change: { id: SHA, source: 'github.com/acme/shop' } },
      }),
      {
        purl: 'pkg:oci/shop@sha256:ab',
        revision: SHA,
        repository: 'github.com/acme/shop',
        repositoryFrom: 'artifact',
      },
    ],
    [
      'a short revision within its repository',
      event('service.deployed', {
        customData: {
          commitSha: 'abc1234',
          repository: 'github.com/acme/shop',
        },
      }),
      { keys: ['rev:github.com/acme/shop@abc1234'] },
    ],
    [
      'a task run by its pipeline run',
      event('taskrun.finished', {
        content: {
          pipelineRun: { id: 'r1' },
          outcome: 'error',
          environment: { id: 'prod' },
        },
      }),
      {
        outcome: 'failed',
        environment: 'prod',
        keys: ['task:/tekton#s1', 'run:/tekton#r1'],
      },
    ],
    [
      'an incident of 0.3',
      event('incident.detected', {
        context: { version: '0.3.0' },
        content: {
          environment: { id: 'prod' },
          service: { id: 'shop' },
          artifactId: 'pkg:oci/shop@1',
        },
      }),
      { service: 'shop', environment: 'prod', purl: 'pkg:oci/shop@1' },
    ],
    [
      'an artifact that moves by nothing',
      event('service.deployed', {
        content: { artifactId: 'pkg:oci/shop@latest' },
      }),
      { keys: [] },
    ],
  ])('joins %s', (_, value, wanted) => {
    expect(accept(value)).toMatchObject(wanted);
  });

  it.each([
    ['a test run', event('testcaserun.finished')],
    ['a removed service', event('service.removed')],
    ['a type of a later version', event('deployment.started')],
    [
      'a custom event',
      event('x', {
        context: { type: 'dev.cdeventsx.mytool-resource.created.0.1.0' },
      }),
    ],
    ['an approval while drafts are off', event('approval.created')],
  ])('accepts and ignores %s', (_, value) => {
    expect(accept(value)).toMatchObject({ ignored: true, keys: [] });
  });

  it('reads approvals of the draft where drafts are on, and keeps nobody’s name', () => {
    const approval = event('approval.closed', {
      context: { version: undefined, specversion: '0.6.0-draft' },
      content: {
        decision: 'approved',
        requestor: 'someone@acme.com',
        responder: 'someone@acme.com',
        environment: { id: 'production' },
      },
    });
    const read = accept(approval, true);
    expect(read).toMatchObject({
      ignored: false,
      decision: 'approved',
      selfApproved: true,
      keys: ['approval:/tekton#s1'],
    });
    expect(JSON.stringify(read)).not.toContain('someone');
    expect(parseCdevent(approval)).toEqual({
      ok: false,
      reason:
        "CDEvents version '0.6.0-draft' is a draft, which is accepted only where drafts are switched on. Send 0.1 to 0.5.",
    });
  });

  it('passes over optional fields of the wrong kind', () => {
    expect(
      accept(
        event('service.deployed', {
          content: { chain: 7, artifactId: ['x'], repository: 5 },
          customData: 'text',
        }),
      ),
    ).toMatchObject({ type: 'service.deployed' });
  });

  it.each([
    ['nothing', null, 'is not an object'],
    ['a list', [], 'is not an object'],
    ['no context', { subject: {} }, "no 'context'"],
    ['no subject', { context: {} }, "no 'subject'"],
    [
      'no id',
      event('service.deployed', { context: { id: undefined } }),
      "'context.id' is missing",
    ],
    [
      'an empty id',
      event('service.deployed', { context: { id: ' ' } }),
      "'context.id' is empty",
    ],
    [
      'a number as id',
      event('service.deployed', { context: { id: 5 } }),
      "'context.id'",
    ],
    [
      'a long id',
      event('service.deployed', { context: { id: 'x'.repeat(600) } }),
      '512',
    ],
    [
      'no source',
      event('service.deployed', { context: { source: undefined } }),
      "'context.source' is missing",
    ],
    [
      'no type',
      event('service.deployed', { context: { type: undefined } }),
      "'context.type' is missing",
    ],
    [
      'a foreign type',
      event('x', { context: { type: 'com.acme.thing' } }),
      "'com.acme.thing'",
    ],
    [
      'a type of no subject that there is',
      event('x', { context: { type: 'dev.cdevents.thing.deployed' } }),
      'reads like',
    ],
    [
      'a deployment to nowhere',
      event('service.deployed', { content: { environment: { id: 7 } } }),
      "'s1' was deployed, but not to which environment",
    ],
    [
      'a zero time',
      event('service.deployed', {
        context: { timestamp: '0001-01-01T00:00:00Z' },
      }),
      'taken for unknown',
    ],
    [
      'no time',
      event('service.deployed', { context: { timestamp: undefined } }),
      "'context.timestamp' is missing",
    ],
    [
      'a time without zone',
      event('service.deployed', {
        context: { timestamp: '2026-01-01T00:00:00' },
      }),
      "'context.timestamp'",
    ],
    [
      'a date',
      event('service.deployed', { context: { timestamp: '2026-01-01' } }),
      "'context.timestamp'",
    ],
    [
      'a version that there is not',
      event('service.deployed', { context: { version: '0.9.0' } }),
      "'0.9.0' is not read",
    ],
    [
      'a CloudEvents version',
      event('service.deployed', {
        context: { version: undefined, specversion: '1.0' },
      }),
      "'1.0' is not read",
    ],
    [
      'no subject id',
      event('service.deployed', { subject: { id: undefined } }),
      "'subject.id' is missing",
    ],
  ])('refuses %s with a sentence', (_, value, reason) => {
    const result = parseCdevent(value);
    expect(result).toEqual({
      ok: false,
      reason: expect.stringContaining(reason),
    });
    expect((result as { reason: string }).reason).toMatch(/[^.]\.$/);
  });
});

describe('unwrapBody', () => {
  const one = event('service.deployed');
  const cloudEvent = {
    specversion: '1.0',
    id: '1',
    source: '/x',
    type: 't',
    data: one,
  };
  it.each([
    ['one CDEvent', 'application/json', one, [one]],
    ['a list', 'application/json; charset=utf-8', [one, 5], [one, 5]],
    ['text', 'application/json', JSON.stringify(one), [one]],
    [
      'a structured CloudEvent',
      'application/cloudevents+json',
      cloudEvent,
      [one],
    ],
    ['one without its media type', 'application/json', cloudEvent, [one]],
    [
      'data as text',
      'application/cloudevents+json',
      { ...cloudEvent, data: JSON.stringify(one) },
      [one],
    ],
    [
      'data in base64',
      'application/cloudevents+json',
      {
        ...cloudEvent,
        data: undefined,
        data_base64: btoa(JSON.stringify(one)),
      },
      [one],
    ],
    [
      'a batch',
      'application/cloudevents-batch+json',
      [cloudEvent, cloudEvent],
      [one, one],
    ],
    ['no media type', undefined, one, [one]],
    [
      'a CloudEvent without data, for the check to refuse',
      'application/cloudevents+json',
      { specversion: '1.0', id: '1' },
      [{ specversion: '1.0', id: '1' }],
    ],
    [
      'broken base64, for the check to refuse',
      'application/cloudevents+json',
      { specversion: '1.0', data_base64: '%%%' },
      [{ specversion: '1.0', data_base64: '%%%' }],
    ],
  ])('takes %s', (_, type, body, items) => {
    expect(unwrapBody(type, body)).toEqual({ items });
  });

  it.each([
    ['another media type', 'text/plain', one, "'text/plain'"],
    ['broken JSON', 'application/json', '{', 'not valid JSON'],
    ['an empty list', 'application/json', [], 'empty list'],
    ['an empty object', 'application/json', {}, 'no event'],
    ['nothing', 'application/json', undefined, 'no event'],
    ['a number', 'application/json', 5, 'no event'],
  ])('refuses %s as a whole', (_, type, body, problem) => {
    expect(unwrapBody(type, body)).toEqual({
      items: [],
      problem: expect.stringContaining(problem),
    });
  });
});
