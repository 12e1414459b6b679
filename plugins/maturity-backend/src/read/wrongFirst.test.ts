// SPDX-License-Identifier: Apache-2.0
import { toIngestSource } from './ingestSource';
import { SourceState, wrongFirst } from './wrongFirst';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const DAY = 86_400_000;

describe('sources', () => {
  it('come with those first that are in trouble, the longest first', () => {
    const source = (id: string, state: SourceState, since?: string) => ({
      id,
      state,
      since,
    });
    const sorted = wrongFirst([
      source('well', 'ok'),
      source('reads', 'running'),
      source('silent', 'stale', '2026-11-20T00:00:00.000Z'),
      source('silent for long', 'stale', '2026-10-01T00:00:00.000Z'),
      source('reads nothing', 'empty'),
      source('fails', 'error', '2026-11-21T00:00:00.000Z'),
      source('never ran', 'idle'),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual([
      'fails',
      'silent for long',
      'silent',
      'reads nothing',
      'never ran',
      'reads',
      'well',
    ]);
  });

  it.each<[string, number, number, string, boolean]>([
    ['has sent lately', 12, 29, 'ok', false],
    ['was not heard of for more than 30 days', 12, 31, 'stale', true],
    ['sent nothing that became a record', 0, 1, 'empty', false],
  ])('tell of a sender that %s', (_title, records, days, state, isSince) => {
    const lastReceived = NOW.getTime() - days * DAY;
    const { since, ...source } = toIngestSource(
      {
        source: 'ci.acme.example',
        records,
        newest_ms: lastReceived,
        last_received_ms: lastReceived,
      },
      NOW,
    );
    expect(source.state).toBe(state);
    expect(since).toBe(
      isSince ? new Date(lastReceived).toISOString() : undefined,
    );
  });
});
