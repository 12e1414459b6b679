// SPDX-License-Identifier: Apache-2.0
import {
  entityRecords,
  FULL_REACH,
  hoursAgo,
  measureInput,
} from '../__testUtils__/records';
import { Deployment, Reach, ReachKind, reasonForReach } from '../records';
import { findMeasure, measures } from './measures';
import { MeasureInput } from './types';

const DEPLOYED: Deployment = {
  source: 'github.com/acme/shop',
  id: 'one',
  observedAt: hoursAgo(20),
  environment: 'production',
  revision: 'r1',
  requestedAt: hoursAgo(22),
  finishedAt: hoursAgo(21),
  outcome: 'succeeded',
};
const CHANGED: Deployment = {
  ...DEPLOYED,
  waits: [],
  changes: [
    { revision: 'r1', committedAt: hoursAgo(30), mergedAt: hoursAgo(25) },
  ],
};

function without(...kinds: ReachKind[]): Reach {
  return Object.fromEntries(
    Object.entries(FULL_REACH).filter(
      ([kind]) => !kinds.includes(kind as ReachKind),
    ),
  );
}

const input = (reach: Reach, deployments: Deployment[] = []): MeasureInput =>
  measureInput(entityRecords({ deployments }), { reach });

/** Which reach is missing, what is there beside it, and the kinds of which any would be enough. */
const CASES: [
  measure: string,
  missing: ReachKind[],
  deployments: Deployment[],
  named: [ReachKind, ...ReachKind[]],
][] = [
  ...measures
    .filter(({ meta }) => meta.id.startsWith('pipeline.'))
    .map(({ meta }): (typeof CASES)[number] => [
      meta.id,
      ['pipelines', 'gates'],
      [],
      ['pipelines'],
    ]),
  ...measures
    .filter(({ meta }) => meta.id.startsWith('provisioning.'))
    .map(({ meta }): (typeof CASES)[number] => [
      meta.id,
      ['provisionings'],
      [],
      ['provisionings'],
    ]),
  ...measures
    .filter(({ meta }) => meta.needs.includes('deployments'))
    .filter(({ meta }) => !meta.id.startsWith('pipeline.'))
    .map(({ meta }): (typeof CASES)[number] => [
      meta.id,
      ['deployments'],
      [],
      ['deployments'],
    ]),
  ['approval.gates', ['gates', 'waits.approval'], [CHANGED], ['gates']],
  ['approval.wait', ['waits.approval'], [CHANGED], ['waits.approval']],
  ['approval.wait-tail', ['waits.approval'], [CHANGED], ['waits.approval']],
  ['approval.rubber-stamp', ['waits.approval'], [CHANGED], ['waits.approval']],
  [
    'approval.share-of-lead-time',
    ['waits.approval'],
    [CHANGED],
    ['waits.approval'],
  ],
  ['approval.share-of-lead-time', ['changes'], [DEPLOYED], ['changes']],
  [
    'deployment.on-demand-share',
    ['waits.approval'],
    [CHANGED],
    ['waits.approval'],
  ],
  ['deployment.on-demand-share', ['changes'], [DEPLOYED], ['changes']],
  ['deployment.lead-time', ['changes'], [DEPLOYED], ['changes']],
  [
    'deployment.change-fail-rate',
    ['failures', 'incidents'],
    [CHANGED],
    ['failures', 'incidents'],
  ],
  [
    'deployment.recovery-time',
    ['failures', 'incidents'],
    [CHANGED],
    ['failures', 'incidents'],
  ],
];

describe('a measure whose facts no source tells', () => {
  it.each(CASES)(
    '%s without %j names what would tell them',
    (id, missing, deployments, named) => {
      expect(
        findMeasure(id)!.compute(input(without(...missing), deployments)),
      ).toEqual({
        status: 'no-data',
        cause: 'no-source',
        reason: reasonForReach(...named),
      });
    },
  );

  it('stands in the table for each measure', () => {
    const listed = new Set(CASES.map(([id]) => id));
    expect(
      measures.map(({ meta }) => meta.id).filter(id => !listed.has(id)),
    ).toEqual([]);
  });

  it('says it in one sentence that can be followed', () => {
    expect(reasonForReach('failures', 'incidents')).toBe(
      'No source tells which deployments of this entity failed, or the incidents of this entity: connect the repository with its deployments or runs (releases and tags never fail), or send deployments that failed as well; or send incidents from the tool that pages people.',
    );
  });
});
