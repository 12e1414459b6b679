// SPDX-License-Identifier: Apache-2.0
import { cdevent, deployment, without } from './items';

/** One bad item between two good ones of the same batch. @internal */
export interface BadItem {
  title: string;
  list?: 'deployments' | 'provisionings' | 'incidents' | 'facts';
  event?: unknown;
  item?: unknown;
  reason: RegExp;
}

/** @internal */
export const BAD_ITEMS: BadItem[] = [
  { title: 'a number', item: 7, reason: /object/ },
  { title: 'null', item: null, reason: /object/ },
  { title: 'a list', item: [], reason: /object/ },
  { title: 'an empty object', item: {}, reason: /'source' is missing/ },
  { title: 'no source', item: without('source'), reason: /'source'/ },
  { title: 'no id', item: without('id'), reason: /'id'/ },
  {
    title: 'no observedAt',
    item: without('observedAt'),
    reason: /'observedAt'/,
  },
  {
    title: 'no environment',
    item: without('environment'),
    reason: /'environment'/,
  },
  { title: 'an empty id', item: deployment({ id: '' }), reason: /'id'/ },
  {
    title: 'a blank source',
    item: deployment({ source: '  ' }),
    reason: /'source'/,
  },
  { title: 'a numeric id', item: deployment({ id: 5 }), reason: /'id'/ },
  {
    title: 'an endless id',
    item: deployment({ id: 'x'.repeat(600) }),
    reason: /'id'/,
  },
  {
    title: 'a local time',
    item: deployment({ observedAt: '2026-11-20T10:00:00' }),
    reason: /time zone/,
  },
  {
    title: 'a day',
    item: deployment({ finishedAt: '2026-11-20' }),
    reason: /'finishedAt'/,
  },
  {
    title: 'a day that is none',
    item: deployment({ finishedAt: '2026-02-30T10:00:00Z' }),
    reason: /'finishedAt'/,
  },
  {
    title: 'epoch milliseconds',
    item: deployment({ startedAt: 1763600000000 }),
    reason: /'startedAt'/,
  },
  {
    title: 'an unknown outcome',
    item: deployment({ outcome: 'ok' }),
    reason: /'outcome'/,
  },
  {
    title: 'an unknown tier',
    item: deployment({ tier: 'live' }),
    reason: /'tier'/,
  },
  {
    title: 'an unknown trigger',
    item: deployment({ trigger: 'bot' }),
    reason: /'trigger'/,
  },
  {
    title: 'waits that are no list',
    item: deployment({ waits: {} }),
    reason: /'waits'/,
  },
  {
    title: 'a wait of an unknown kind',
    item: deployment({
      waits: [{ kind: 'lunch', gate: 'g', from: '2026-11-20T09:00:00Z' }],
    }),
    reason: /waits\[0\]\.kind/,
  },
  {
    title: 'a wait that ends before it begins',
    item: deployment({
      waits: [
        {
          kind: 'approval',
          gate: 'g',
          from: '2026-11-20T09:00:00Z',
          to: '2026-11-20T08:00:00Z',
        },
      ],
    }),
    reason: /before/,
  },
  {
    title: 'too many changes',
    item: deployment({
      changes: Array.from({ length: 1001 }, () => ({
        revision: 'a',
        committedAt: '2026-11-20T09:00:00Z',
      })),
    }),
    reason: /'changes'/,
  },
  {
    title: 'an end before the start',
    item: deployment({ startedAt: '2026-11-20T11:00:00Z' }),
    reason: /before/,
  },
  {
    title: 'an end of something pending',
    item: deployment({ outcome: 'pending' }),
    reason: /pending/,
  },
  {
    title: 'a NUL character in the id',
    item: deployment({ id: 'a\u0000b' }),
    reason: /NUL/,
  },
  {
    title: 'half of a surrogate pair',
    item: deployment({ source: 'a\ud800' }),
    reason: /surrogate/,
  },
  {
    title: 'a provisioning without a request',
    list: 'provisionings',
    item: {
      source: 't',
      id: 'p',
      observedAt: '2026-11-20T10:00:00Z',
      subject: 'service',
      requestBasis: 'api',
    },
    reason: /'requestedAt'/,
  },
  {
    title: 'a provisioning of something else',
    list: 'provisionings',
    item: {
      source: 't',
      id: 'p',
      observedAt: '2026-11-20T10:00:00Z',
      subject: 'cluster',
      requestBasis: 'api',
      requestedAt: '2026-11-20T10:00:00Z',
    },
    reason: /'subject'/,
  },
  {
    title: 'an incident resolved before it was opened',
    list: 'incidents',
    item: {
      source: 't',
      id: 'i',
      observedAt: '2026-11-20T10:00:00Z',
      openedAt: '2026-11-20T10:00:00Z',
      resolvedAt: '2026-11-19T10:00:00Z',
    },
    reason: /before/,
  },
  {
    title: 'a fact without a value',
    list: 'facts',
    item: {
      source: 't',
      id: 'f',
      observedAt: '2026-11-20T10:00:00Z',
      fact: 'x',
    },
    reason: /'value'/,
  },
  {
    title: 'an event without context',
    event: { subject: {} },
    reason: /context/,
  },
  {
    title: 'an event without subject',
    event: { context: cdevent().context },
    reason: /subject/,
  },
  {
    title: 'an event without an id',
    event: cdevent({ id: undefined }),
    reason: /context\.id/,
  },
  {
    title: 'an event of no known version',
    event: cdevent({ version: '9.9' }),
    reason: /version/i,
  },
  {
    title: 'an event without a type',
    event: cdevent({ type: undefined }),
    reason: /type/,
  },
  {
    title: 'an event at no time',
    event: cdevent({ timestamp: 'noon' }),
    reason: /timestamp/,
  },
  {
    title: 'a CloudEvent without CDEvent',
    event: { specversion: '1.0', type: 'x', source: 's', id: '1' },
    reason: /./,
  },
  { title: 'an event that is text', event: 'deployed', reason: /object/ },
];
