// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  daysAgo,
  deployment,
  entityRecords,
  FULL_REACH,
  gate,
  measureInput,
  NOW,
  pipeline,
} from '../__testUtils__/records';
import { defaultModel } from '../model';
import { evaluateScorecard } from '../scoring';
import { measures } from './measures';
import { Inventory, INVENTORIES, MeasureInput } from './index';

const RECORDS = entityRecords({
  deployments: [deployment(20)],
  pipelines: [
    pipeline({
      gates: [gate('reviewers')],
      jobs: [
        { id: 'test', stages: ['test'], uses: [], triggers: [], calls: [] },
      ],
    }),
  ],
});

type Unread = MeasureInput['inventoryUnreadSince'];

function stale(inventoryUnreadSince: Unread, records = RECORDS): string[] {
  const input = measureInput(records, { inventoryUnreadSince });
  return measures
    .filter(({ compute }) => {
      const result = compute(input);
      return result.status === 'data' && result.flags.includes('stale');
    })
    .map(({ meta }) => meta.id);
}

const FROM_FILES = [
  'pipeline.required-stages',
  'pipeline.safety-defaults',
  'pipeline.scan-at-commit',
];
const WITHOUT_DEPLOYMENTS = entityRecords({ pipelines: RECORDS.pipelines });

describe('an inventory that could not be read anew', () => {
  it.each<[string, Unread, string[]]>([
    ['nothing where it is read', undefined, []],
    ['nothing before 14 days', { pipelines: daysAgo(13.9) }, []],
    [
      'what comes from pipelines and gates after 14 days',
      { pipelines: daysAgo(14) },
      ['approval.gates', ...FROM_FILES, 'pipeline.golden-path-adoption'],
    ],
    [
      'the gates alone where the files are read',
      { gates: daysAgo(14) },
      ['approval.gates'],
    ],
  ])('makes stale %s', (_, unread, expected) => {
    expect(stale(unread, WITHOUT_DEPLOYMENTS).sort()).toEqual(
      [...expected].sort(),
    );
  });

  it('makes gates stale that were read and are none', () => {
    const none = entityRecords();
    expect(stale({ gates: daysAgo(20) }, none)).toContain('approval.gates');
  });

  it('leaves what deployments tell as it is', () => {
    expect(stale({ pipelines: daysAgo(20) }).filter(isOfDeployments)).toEqual(
      [],
    );
  });

  it('changes nothing but the flag', () => {
    const unread = fc.dictionary(
      fc.constantFrom<Inventory>(...INVENTORIES),
      fc.integer({ min: 0, max: 60 }).map(daysAgo),
    );
    const card = (inventoryUnreadSince: Unread) => {
      const { dimensions, ...rest } = evaluateScorecard({
        entityRef: 'component:default/shop',
        entity: { kind: 'Component' },
        records: RECORDS,
        templates: { templates: [] },
        peers: [],
        reach: FULL_REACH,
        inventoryUnreadSince,
        model: defaultModel,
        now: NOW,
        waivers: [],
      });
      return {
        ...rest,
        dimensions: dimensions.map(({ checks, ...dimension }) => ({
          ...dimension,
          checks: checks.map(({ flags, ...check }) => ({
            ...check,
            flags: flags.filter(flag => flag !== 'stale'),
          })),
        })),
      };
    };
    const fresh = card(undefined);
    fc.assert(
      fc.property(unread, since => {
        expect(card(since)).toEqual(fresh);
      }),
      { numRuns: 1000 },
    );
  });
});

function isOfDeployments(id: string): boolean {
  return (
    id.startsWith('deployment.') ||
    id.startsWith('approval.wait') ||
    id.startsWith('provisioning.')
  );
}
