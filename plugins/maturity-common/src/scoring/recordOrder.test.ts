// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { entityRecords, hoursAgo, NOW } from '../__testUtils__/records';
import { defaultModel } from '../model';
import { EntityRecords, Provisioning } from '../records';
import { evaluateScorecard } from './evaluateScorecard';

/** Few ids and few times on purpose: several observations of one record, and ties, must occur. */
const header = fc.record({
  source: fc.constantFrom('a', 'b'),
  id: fc.constantFrom('1', '2', '3'),
  observedAt: fc.constantFrom(hoursAgo(1), hoursAgo(2)),
});
const hours = fc.integer({ min: 1, max: 400 });
const lists = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 6 });

const provisionings: fc.Arbitrary<Provisioning[]> = lists(
  fc
    .record({
      header,
      subject: fc.constantFrom('service' as const, 'environment' as const),
      requestBasis: fc.constantFrom('ticket' as const, 'api' as const),
      from: hours,
      took: fc.option(hours, { nil: undefined }),
    })
    .map(({ header: head, from, took, ...rest }) => ({
      ...head,
      ...rest,
      requestedAt: hoursAgo(from),
      ...(took !== undefined && {
        firstDeploymentAt: hoursAgo(Math.max(0, from - took)),
      }),
    })),
);

const incidents = lists(
  fc.record({ header, from: hours }).map(({ header: head, from }) => ({
    ...head,
    openedAt: hoursAgo(from),
    deployment: String(from % 4),
  })),
);

const facts = lists(
  fc
    .record({
      header,
      fact: fc.constantFrom('feature-flags', 'central-secrets'),
      value: fc.boolean(),
    })
    .map(({ header: head, ...rest }) => ({ ...head, ...rest })),
);

const deployments = lists(
  fc
    .record({ header, ended: hours, failed: fc.boolean() })
    .map(({ header: head, ended, failed }) => ({
      ...head,
      environment: 'production',
      outcome: failed ? ('failed' as const) : ('succeeded' as const),
      finishedAt: hoursAgo(ended),
    })),
);

/** The same records twice, in any order. */
const inAnyOrder = <T>(items: fc.Arbitrary<T[]>) =>
  items.chain(list =>
    fc.record({
      plain: fc.constant(list),
      shuffled: fc.shuffledSubarray([...list, ...list], {
        minLength: list.length * 2,
      }),
    }),
  );

function card(records: Partial<EntityRecords>, theirs: Provisioning[]) {
  return evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: { kind: 'Component' },
    records: entityRecords(records),
    templates: { templates: [] },
    peers: [
      {
        ref: 'system:default/checkout',
        relation: 'system',
        provisionings: theirs,
      },
    ],
    reach: {
      deployments: true,
      gates: true,
      pipelines: true,
      provisionings: true,
    },
    model: defaultModel,
    now: NOW,
    waivers: [],
  });
}

it('gives the same scorecard for records of every kind in any order and number, those of peers included', () => {
  fc.assert(
    fc.property(
      fc.record({
        provisionings: inAnyOrder(provisionings),
        incidents: inAnyOrder(incidents),
        facts: inAnyOrder(facts),
        deployments: inAnyOrder(deployments),
      }),
      inAnyOrder(provisionings),
      (records, theirs) => {
        const pick = (which: 'plain' | 'shuffled') => ({
          provisionings: records.provisionings[which],
          incidents: records.incidents[which],
          facts: records.facts[which],
          deployments: records.deployments[which],
        });
        expect(card(pick('shuffled'), theirs.shuffled)).toEqual(
          card(pick('plain'), theirs.plain),
        );
      },
    ),
    { numRuns: 1000 },
  );
});
