// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { parseRecord } from './parseRecord';
import { hasLenientInstant, readInstant } from './readInstant';
import { RecordType } from './schema';

const RECEIVED = '2026-11-22T12:00:00.000Z';
const header = { source: 'ci', id: '1', observedAt: '2026-11-22T10:00:00Z' };
const deployment = {
  ...header,
  environment: 'production',
  requestedAt: '2026-11-22T09:00:00Z',
  startedAt: '2026-11-22T09:01:00Z',
  finishedAt: '2026-11-22T09:10:00Z',
  outcome: 'succeeded',
};
const provisioning = {
  ...header,
  subject: 'service',
  requestBasis: 'api',
  requestedAt: '2026-11-22T09:00:00Z',
};
const incident = { ...header, openedAt: '2026-11-22T09:00:00Z' };
const wait = {
  kind: 'approval',
  gate: 'production',
  from: '2026-11-22T09:00:00Z',
  to: '2026-11-22T09:01:00Z',
};
const change = {
  revision: 'a',
  committedAt: '2026-11-22T08:00:00Z',
  openedAt: '2026-11-22T08:10:00Z',
  mergedAt: '2026-11-22T08:20:00Z',
};

function parse(type: RecordType, item: object) {
  return parseRecord(type, item, { receivedAt: RECEIVED }) as {
    ok: boolean;
    record?: any;
    notes?: string[];
    reason?: string;
  };
}

describe('times of records', () => {
  it.each<[string, RecordType, object, object, string[]]>([
    [
      'a start 2 s before the request',
      'deployment',
      { ...deployment, startedAt: '2026-11-22T08:59:58Z' },
      { startedAt: '2026-11-22T09:00:00.000Z' },
      ['end-before-start'],
    ],
    [
      'an end 2 s before the start',
      'deployment',
      { ...deployment, finishedAt: '2026-11-22T09:00:58Z' },
      { finishedAt: '2026-11-22T09:01:00.000Z' },
      ['end-before-start'],
    ],
    [
      'an end exactly 5 min before the start',
      'deployment',
      {
        ...deployment,
        requestedAt: undefined,
        startedAt: '2026-11-22T09:15:00Z',
      },
      { finishedAt: '2026-11-22T09:15:00.000Z' },
      ['end-before-start'],
    ],
    [
      'a wait that ends before it begins',
      'deployment',
      { ...deployment, waits: [{ ...wait, to: '2026-11-22T08:59:00Z' }] },
      {
        waits: [
          expect.objectContaining({
            from: '2026-11-22T09:00:00.000Z',
            to: '2026-11-22T09:00:00.000Z',
          }),
        ],
      },
      ['end-before-start'],
    ],
    [
      'a change that is merged before it is opened',
      'deployment',
      {
        ...deployment,
        changes: [{ ...change, mergedAt: '2026-11-22T08:09:00Z' }],
      },
      {
        changes: [
          expect.objectContaining({ mergedAt: '2026-11-22T08:10:00.000Z' }),
        ],
      },
      ['end-before-start'],
    ],
    [
      'an incident that is resolved before it is opened',
      'incident',
      { ...incident, resolvedAt: '2026-11-22T08:58:00Z' },
      { resolvedAt: '2026-11-22T09:00:00.000Z' },
      ['end-before-start'],
    ],
    [
      'a provisioning that ends before it is asked for',
      'provisioning',
      { ...provisioning, firstDeploymentAt: '2026-11-22T08:59:59Z' },
      { firstDeploymentAt: '2026-11-22T09:00:00.000Z' },
      ['end-before-start'],
    ],
    [
      "a zero time of Go's",
      'deployment',
      { ...deployment, startedAt: '0001-01-01T00:00:00Z' },
      { startedAt: undefined, finishedAt: '2026-11-22T09:10:00.000Z' },
      ['time-before-2000'],
    ],
    [
      'the epoch',
      'deployment',
      { ...deployment, requestedAt: '1970-01-01T00:00:00+00:00' },
      { requestedAt: undefined },
      ['time-before-2000'],
    ],
    [
      "a zero time of MySQL's",
      'incident',
      { ...incident, resolvedAt: '0000-00-00 00:00:00' },
      { resolvedAt: undefined },
      ['time-before-2000', 'time-format'],
    ],
    [
      'a wait since nobody knows when, which leaves the waits unknown',
      'deployment',
      {
        ...deployment,
        waits: [wait, { ...wait, from: '1970-01-01T00:00:00Z' }],
      },
      { waits: undefined },
      ['time-before-2000'],
    ],
    [
      'a wait until nobody knows when, which is not one that is open',
      'deployment',
      { ...deployment, waits: [{ ...wait, to: '1970-01-01T00:00:00Z' }] },
      { waits: undefined },
      ['time-before-2000'],
    ],
    [
      'a change that was committed nobody knows when',
      'deployment',
      {
        ...deployment,
        changes: [change, { ...change, committedAt: '1970-01-01T00:00:00Z' }],
      },
      { changes: [expect.anything()], truncated: true },
      ['time-before-2000'],
    ],
    [
      'an only change that was committed nobody knows when',
      'deployment',
      {
        ...deployment,
        changes: [{ ...change, committedAt: '1970-01-01T00:00:00Z' }],
      },
      { changes: undefined },
      ['time-before-2000'],
    ],
    [
      'an end 45 s later than received',
      'deployment',
      { ...deployment, finishedAt: '2026-11-22T12:00:45Z' },
      { finishedAt: '2026-11-22T12:00:45.000Z' },
      [],
    ],
    [
      'an end an hour later than received',
      'deployment',
      { ...deployment, finishedAt: '2026-11-22T13:00:00Z' },
      { finishedAt: RECEIVED },
      ['time-ahead'],
    ],
    [
      'a fact observed a day later than received',
      'fact',
      {
        ...header,
        observedAt: '2026-11-23T12:00:00Z',
        fact: 'x',
        value: 1,
      },
      { observedAt: RECEIVED },
      ['time-ahead'],
    ],
    [
      'a wait that ends an hour later than received',
      'deployment',
      { ...deployment, waits: [{ ...wait, to: '2026-11-22T13:00:00Z' }] },
      { waits: [expect.objectContaining({ to: RECEIVED })] },
      ['time-ahead'],
    ],
  ])('takes %s', (_what, type, item, record, notes) => {
    const parsed = parse(type, item);
    expect(parsed.reason).toBeUndefined();
    // A member that is unknown is not there, which reads as undefined.
    const told = Object.keys(record).map(name => [name, parsed.record[name]]);
    expect(Object.fromEntries(told)).toEqual(record);
    expect(parsed.notes ?? []).toEqual(notes);
  });

  it.each<[string, RecordType, object, RegExp]>([
    [
      'an end more than 5 min before its start',
      'deployment',
      { ...deployment, finishedAt: '2026-11-22T08:55:59Z' },
      /contradicts itself: 'finishedAt' .* is before 'startedAt'/,
    ],
    [
      'a wait that ends long before it begins',
      'provisioning',
      {
        ...provisioning,
        waits: [wait, { ...wait, to: '2026-11-21T09:00:00Z' }],
      },
      /'waits\[1\]\.to' .* is before 'waits\[1\]\.from'/,
    ],
    [
      'an end next year',
      'deployment',
      { ...deployment, finishedAt: '2027-11-22T09:10:00Z' },
      /lies in the future: 'finishedAt' is '2027-11-22T09:10:00\.000Z'/,
    ],
    [
      'what was observed in 2062',
      'deployment',
      { ...deployment, observedAt: '2062-11-22T09:10:00Z' },
      /lies in the future: 'observedAt'/,
    ],
    [
      'a change of next year',
      'deployment',
      {
        ...deployment,
        changes: [{ ...change, mergedAt: '2027-11-22T09:10:00Z' }],
      },
      /lies in the future: 'changes\[0\]\.mergedAt'/,
    ],
    [
      'an incident opened nobody knows when',
      'incident',
      { ...incident, openedAt: '1970-01-01T00:00:00Z' },
      /'openedAt', which is taken for unknown/,
    ],
    [
      'a pipeline read next year',
      'pipeline',
      {
        ...header,
        observedAt: '2027-11-22T00:00:00Z',
        provider: 'github',
        path: 'a',
        jobs: [],
        references: [],
        gates: [],
        stages: [],
        scanTriggers: [],
        deploysTo: [],
      },
      /lies in the future/,
    ],
  ])('refuses %s', (_what, type, item, reason) => {
    expect(parse(type, item)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    });
  });

  it('takes a record that it took before as it is', () => {
    const minutes = fc.integer({ min: -20, max: 2000 });
    const at = (offset: number) =>
      new Date(
        Date.parse('2026-11-22T09:00:00Z') + offset * 60_000,
      ).toISOString();
    fc.assert(
      fc.property(minutes, minutes, minutes, minutes, (a, b, c, d) => {
        const first = parse('deployment', {
          ...deployment,
          requestedAt: at(a),
          startedAt: at(b),
          finishedAt: at(c),
          waits: [{ ...wait, from: at(a), to: at(d) }],
        });
        if (!first.ok) return;
        const { record } = first;
        expect(record.requestedAt <= record.startedAt).toBe(true);
        expect(record.startedAt <= record.finishedAt).toBe(true);
        expect(record.waits[0].from <= record.waits[0].to).toBe(true);
        expect(parse('deployment', record)).toEqual({ ok: true, record });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('readInstant', () => {
  it.each([
    ['2026-11-22T08:30:00Z', '2026-11-22T08:30:00.000Z', false],
    ['2026-11-22T08:30:00.123456789+05:30', '2026-11-22T03:00:00.123Z', false],
    ['2026-11-22T08:30+01:00', '2026-11-22T07:30:00.000Z', false],
    ['2026-11-22T08:30:00+0100', '2026-11-22T07:30:00.000Z', true],
    ['2026-11-22T08:30:00-08', '2026-11-22T16:30:00.000Z', true],
    ['2026-11-22 08:30:00 +0100', '2026-11-22T07:30:00.000Z', true],
    ['2026-11-22 08:30:00Z', '2026-11-22T08:30:00.000Z', true],
    ['2026-11-22 08:30:00 UTC', '2026-11-22T08:30:00.000Z', true],
    ['2026-11-22t08:30:00z', '2026-11-22T08:30:00.000Z', true],
    ['2026-11-22T08:30:00,5Z', '2026-11-22T08:30:00.500Z', true],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z', false],
  ])('%s', (text, instant, isLenient) => {
    expect(readInstant(text)).toEqual({ instant, isLenient });
    expect(hasLenientInstant({ list: [{ startedAt: text }] })).toBe(isLenient);
  });

  it.each([
    '2026-11-22T08:30:00',
    '2026-11-22 08:30:00',
    '2026-11-22',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T08:30:00+24:00',
    'yesterday',
    '1764403200',
    '',
  ])('%s is no instant', text => {
    expect(readInstant(text)).toBeUndefined();
  });
});
