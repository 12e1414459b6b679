// SPDX-License-Identifier: Apache-2.0
import { parseCdevent, recordsFromEvents } from '.';

const DEPLOYMENTS = 3_000;
const CHANGES_EACH = 8;

/** Everything a service ever did, under one chain: ten events a round, each a second after the other. */
function* endlessChain() {
  const send = (type: string, second: number, subject: object) => {
    const parsed = parseCdevent(
      {
        context: {
          version: '0.4.1',
          id: `e${second}`,
          source: 'example.com/acme/shop',
          type: `dev.cdevents.${type}.0.2.0`,
          timestamp: new Date(
            Date.UTC(2026, 4, 1) + second * 1000,
          ).toISOString(),
          chainId: 'always-the-same',
        },
        subject,
      },
      { drafts: true },
    );
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.event;
  };
  for (let round = 0; round < DEPLOYMENTS; round++) {
    const start = round * 10;
    yield send('pipelinerun.started', start, {
      id: `run-${round}`,
      content: {},
    });
    for (let change = 1; change <= CHANGES_EACH; change++) {
      yield send('change.merged', start + change, {
        id: (start + change).toString(16).padStart(40, '0'),
        content: {},
      });
    }
    yield send('service.deployed', start + 9, {
      id: 'shop',
      content: { environment: { id: 'production' } },
    });
  }
}

/** Whoever looks at all the others for each event needs minutes for this. */
it('joins the events of one endless chain by their time', () => {
  const records = recordsFromEvents([...endlessChain()]);

  expect(records).toHaveLength(DEPLOYMENTS);
  for (const { type, record } of records) {
    expect(type === 'deployment' && record.changes).toHaveLength(CHANGES_EACH);
    // Each began with the run before it, nine seconds ago.
    expect(
      type === 'deployment' &&
        Date.parse(record.finishedAt!) - Date.parse(record.startedAt!),
    ).toBe(9_000);
  }
});
