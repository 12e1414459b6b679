// SPDX-License-Identifier: Apache-2.0
import { parseRecord, validateRecords } from './parseRecord';
import { RecordType } from './schema';

const header = {
  source: 'github.com/acme/shop',
  id: '841',
  observedAt: '2026-11-01T10:00:00Z',
};

const reasonOf = (type: RecordType, item: unknown) => {
  const parsed = parseRecord(type, item);
  return parsed.ok ? undefined : parsed.reason;
};

describe('parseRecord', () => {
  it('normalizes instants and leaves people out', () => {
    const parsed = parseRecord('deployment', {
      ...header,
      environment: 'production',
      finishedAt: '2026-11-01T11:00:00+02:00',
      author: 'someone',
      email: 'someone@example.com',
      waits: [
        {
          kind: 'approval',
          gate: 'prod',
          from: '2026-11-01T08:00:00Z',
          approver: 'someone',
        },
      ],
    });
    expect(parsed).toEqual({
      ok: true,
      record: {
        source: header.source,
        id: '841',
        observedAt: '2026-11-01T10:00:00.000Z',
        environment: 'production',
        finishedAt: '2026-11-01T09:00:00.000Z',
        waits: [
          { kind: 'approval', gate: 'prod', from: '2026-11-01T08:00:00.000Z' },
        ],
      },
    });
  });

  it.each<[string, RecordType, unknown, RegExp]>([
    ['text', 'deployment', 'deployed', /must be a JSON object, got a string/],
    ['null', 'fact', null, /got null/],
    ['an array', 'fact', [], /got an array/],
    [
      'a missing member',
      'deployment',
      header,
      /'environment' is missing.*Correct it and send the record again/,
    ],
    [
      'a time without a zone',
      'deployment',
      {
        ...header,
        environment: 'production',
        finishedAt: '2026-11-01T10:00:00',
      },
      /'finishedAt' must be an ISO 8601 instant with a time zone/,
    ],
    [
      'an unknown outcome, with its place',
      'deployment',
      {
        ...header,
        environment: 'production',
        waits: [{ kind: 'coffee', gate: 'g', from: header.observedAt }],
      },
      /'waits\[0\]\.kind' is wrong/,
    ],
    [
      'a value that is missing, with what it may be',
      'fact',
      { ...header, fact: 'coverage' },
      /'value' is missing or of the wrong kind: it must be number, boolean or string/,
    ],
    [
      'an end before the request',
      'deployment',
      {
        ...header,
        environment: 'production',
        requestedAt: '2026-11-01T10:00:00Z',
        finishedAt: '2026-11-01T09:00:00Z',
      },
      /'finishedAt' \('2026-11-01T09:00:00.000Z'\) is before 'requestedAt'/,
    ],
    [
      'an end before the start',
      'deployment',
      {
        ...header,
        environment: 'production',
        startedAt: '2026-11-01T10:00:00Z',
        finishedAt: '2026-11-01T09:00:00Z',
      },
      /is before 'startedAt'/,
    ],
    [
      'a pending deployment that has ended',
      'deployment',
      {
        ...header,
        environment: 'production',
        outcome: 'pending',
        finishedAt: '2026-11-01T09:00:00Z',
      },
      /'outcome' is pending, but 'finishedAt' is/,
    ],
    [
      'a wait that ends before it begins',
      'deployment',
      {
        ...header,
        environment: 'production',
        waits: [
          {
            kind: 'approval',
            gate: 'g',
            from: '2026-11-01T10:00:00Z',
            to: '2026-11-01T09:00:00Z',
          },
        ],
      },
      /'waits\[0\]\.to'.*is before 'waits\[0\]\.from'/,
    ],
    [
      'an incident resolved before it was opened',
      'incident',
      {
        ...header,
        openedAt: '2026-11-01T10:00:00Z',
        resolvedAt: '2026-11-01T09:00:00Z',
      },
      /'resolvedAt'.*is before 'openedAt'/,
    ],
    [
      'a service that was live before it was requested',
      'provisioning',
      {
        ...header,
        subject: 'service',
        requestBasis: 'api',
        requestedAt: '2026-11-01T10:00:00Z',
        firstDeploymentAt: '2026-10-01T10:00:00Z',
      },
      /'firstDeploymentAt'.*is before 'requestedAt'/,
    ],
  ])('refuses %s with a sentence', (_, type, item, sentence) => {
    expect(reasonOf(type, item)).toMatch(sentence);
  });

  it('keeps the good neighbors of a bad item', () => {
    const results = validateRecords('fact', [
      { ...header, fact: 'coverage', value: 0.8 },
      { ...header, fact: 'coverage' },
      { ...header, fact: 'signed', value: true },
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
  });
});
