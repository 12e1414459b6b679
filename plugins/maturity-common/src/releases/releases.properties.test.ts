// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  entityRecords,
  FULL_REACH,
  hoursAgo,
  measureInput,
  NOW,
} from '../__testUtils__/records';
import { findMeasure, Measurement, MeasureInput, measures } from '../measures';
import { defaultModel } from '../model';
import { Deployment, Incident, Reach, REACH_KINDS } from '../records';
import { evaluateScorecard, Scorecard } from '../scoring';

const RUNS = { numRuns: 1000 };
const GITHUB = 'github.com/acme/shop';

/**
 * A rollout that is over before the next one begins, in whole hours and a few minutes, so that no value lies within a
 * minute of a threshold.
 */
interface Rollout {
  revision: string;
  /** Hours before now. */
  began: number;
  ended: number;
  outcome: 'succeeded' | 'failed' | 'canceled' | 'rejected';
  rollback: boolean;
  hotfix: boolean;
  /** Hours of approval, from the beginning on. */
  waited: number;
  /** Hours before its beginning. */
  commits: number[];
  incident?: { after: number; lasts: number };
}

const rollouts: fc.Arbitrary<Rollout[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 26, max: 90 }),
      took: fc.integer({ min: 4, max: 20 }),
      outcome: fc.constantFrom(
        'succeeded' as const,
        'succeeded' as const,
        'succeeded' as const,
        'failed' as const,
        'canceled' as const,
        'rejected' as const,
      ),
      rollback: fc.constantFrom(false, false, false, true),
      hotfix: fc.constantFrom(false, false, false, true),
      waited: fc.integer({ min: 0, max: 3 }),
      commits: fc.array(fc.integer({ min: 1, max: 200 }), {
        minLength: 1,
        maxLength: 3,
      }),
      incident: fc.option(
        fc.record({
          after: fc.integer({ min: 1, max: 23 }),
          lasts: fc.integer({ min: 1, max: 40 }).map(hours => hours + 0.3),
        }),
        { nil: undefined },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map(items => {
    let at = 30.1;
    return items
      .map(({ gap, took, ...rest }, index): Rollout => {
        const ended = at;
        at += took + gap;
        return { ...rest, revision: `r${index}`, ended, began: ended + took };
      })
      .reverse();
  });

function whole(rollout: Rollout): Deployment {
  const { revision, began, ended, waited } = rollout;
  return {
    source: GITHUB,
    id: revision,
    observedAt: hoursAgo(ended),
    environment: 'production',
    revision,
    requestedAt: hoursAgo(began),
    startedAt: hoursAgo(began - waited),
    finishedAt: hoursAgo(ended),
    outcome: rollout.outcome,
    rollback: rollout.rollback,
    hotfix: rollout.hotfix,
    waits:
      waited > 0
        ? [
            {
              kind: 'approval',
              gate: 'production',
              from: hoursAgo(began),
              to: hoursAgo(began - waited),
              decision: 'approved',
            },
          ]
        : [],
    changes: rollout.commits.map((hours, index) => ({
      revision: `${revision}-${index}`,
      committedAt: hoursAgo(began + hours),
      mergedAt: hoursAgo(began + hours / 2),
    })),
  };
}

const incidentsOf = (items: readonly Rollout[]): Incident[] =>
  items.flatMap(({ revision, ended, incident }) =>
    incident
      ? [
          {
            source: 'pager',
            id: revision,
            observedAt: hoursAgo(ended - incident.after),
            openedAt: hoursAgo(ended - incident.after),
            resolvedAt: hoursAgo(
              Math.max(0.05, ended - incident.after - incident.lasts),
            ),
          },
        ]
      : [],
  );

type Split = 'jobs' | 'regions' | 'retries' | 'children' | 'canary';

/** The same rollout as several deployments, told in one of the ways in which they are told. */
function split(rollout: Rollout, how: Split, knowsRun: boolean): Deployment[] {
  const record = whole(rollout);
  const middle = hoursAgo(
    rollout.ended + (rollout.began - rollout.waited - rollout.ended) / 2,
  );
  const run = knowsRun ? { pipeline: { run: rollout.revision } } : {};
  const first: Deployment = {
    ...record,
    ...run,
    id: `${record.id}-a`,
    outcome: 'succeeded',
    finishedAt: middle,
  };
  const second: Deployment = {
    ...record,
    ...run,
    id: `${record.id}-b`,
    requestedAt: middle,
    startedAt: middle,
    waits: [],
    changes: [],
  };
  switch (how) {
    case 'jobs':
      return [first, second];
    case 'regions':
      return [
        { ...first, environment: 'production-eu' },
        { ...second, environment: 'production-us' },
      ];
    case 'canary':
      return [{ ...first, environment: 'production-canary' }, second];
    case 'retries':
      return [{ ...first, outcome: 'failed' }, second];
    case 'children':
      return [
        { ...first, pipeline: { run: `${record.id}` } },
        {
          ...second,
          pipeline: { run: `${record.id}-child`, parent: record.id },
        },
      ];
    default:
      throw new TypeError(`Unknown split '${how satisfies never}'`);
  }
}

const ids = measures
  .map(({ meta }) => meta.id)
  .filter(id => /^(deployment|approval)\./.test(id));

/** What a measure says, without the records that it shows for it. */
function figures(input: MeasureInput, only: readonly string[] = ids) {
  return only.map(id => {
    const result: Measurement = findMeasure(id)!.compute(input);
    if (result.status === 'no-data') return { id, cause: result.cause };
    const { value, n, basis, flags, samples } = result;
    return { id, value, n, basis, flags, samples };
  });
}

const inputOf = (
  deployments: Deployment[],
  incidents: Incident[] = [],
  members: Partial<MeasureInput> = {},
) => measureInput({ deployments, incidents }, members);

const card = (
  deployments: Deployment[],
  incidents: Incident[],
  reach: Reach,
): Scorecard =>
  evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: { kind: 'Component' },
    records: entityRecords({ deployments, incidents }),
    templates: { templates: [] },
    peers: [],
    reach,
    model: defaultModel,
    now: NOW,
    waivers: [],
  });

const checksOf = ({ dimensions }: Scorecard) =>
  dimensions.flatMap(({ checks }) => checks);

describe('what a source cannot tell', () => {
  it('never makes a check better than no data', () => {
    fc.assert(
      fc.property(
        rollouts,
        fc.subarray([...REACH_KINDS]),
        fc.boolean(),
        (items, kept, told) => {
          const deployments = items.map(item => {
            const record = whole(item);
            return told ? record : { ...record, waits: undefined };
          });
          const all = card(deployments, incidentsOf(items), FULL_REACH);
          const less = card(
            deployments,
            incidentsOf(items),
            Object.fromEntries(kept.map(kind => [kind, true])),
          );
          const before = new Map(
            checksOf(all).map(check => [check.checkId, check]),
          );
          const better = checksOf(less).filter(
            ({ checkId, score = 0 }) =>
              score > (before.get(checkId)?.score ?? 0) + 1e-9,
          );
          expect(better).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});

describe('a release in parts', () => {
  it('counts as the release does that is told as one', () => {
    fc.assert(
      fc.property(
        rollouts,
        fc.constantFrom<Split>(
          'jobs',
          'regions',
          'retries',
          'children',
          'canary',
        ),
        fc.boolean(),
        (items, how, knowsRun) => {
          const incidents = incidentsOf(items);
          expect(
            figures(
              inputOf(
                items.flatMap(item => split(item, how, knowsRun)),
                incidents,
              ),
            ),
          ).toEqual(figures(inputOf(items.map(whole), incidents)));
        },
      ),
      RUNS,
    );
  });
});

describe('the name of an environment', () => {
  it('may differ in case and in the space around it', () => {
    fc.assert(
      fc.property(
        rollouts,
        fc.infiniteStream(
          fc.constantFrom('production', 'Production', ' PRODUCTION '),
        ),
        (items, names) => {
          const renamed = items.map(item => ({
            ...whole(item),
            environment: names.next().value as string,
          }));
          const incidents = incidentsOf(items).map(incident => ({
            ...incident,
            environment: names.next().value as string,
          }));
          const plain = incidents.map(incident => ({
            ...incident,
            environment: 'production',
          }));
          expect(figures(inputOf(renamed, incidents))).toEqual(
            figures(inputOf(items.map(whole), plain)),
          );
        },
      ),
      RUNS,
    );
  });
});

describe('a redeployment', () => {
  it('changes neither frequency nor lead time', () => {
    fc.assert(
      fc.property(
        rollouts.filter(items => items.some(isLive)),
        fc.nat(),
        fc.integer({ min: 2, max: 25 }),
        fc.constantFrom('succeeded' as const, 'failed' as const),
        fc.constantFrom<Partial<Deployment>>({}, { changes: [] }),
        (items, pick, later, outcome, changes) => {
          const live = items.filter(isLive);
          const repeated = live[pick % live.length];
          const again: Deployment = {
            source: GITHUB,
            id: 'again',
            observedAt: NOW,
            environment: 'production',
            revision: repeated.revision,
            requestedAt: hoursAgo(repeated.ended - later),
            finishedAt: hoursAgo(repeated.ended - later - 0.5),
            outcome,
            waits: [],
            ...changes,
          };
          const only = ['deployment.frequency', 'deployment.lead-time'];
          const records = items.map(whole);
          expect(figures(inputOf([...records, again]), only)).toEqual(
            figures(inputOf(records), only),
          );
        },
      ),
      RUNS,
    );
  });

  function isLive({ outcome }: Rollout): boolean {
    return outcome === 'succeeded';
  }
});

describe('the clock of a source', () => {
  it('may be a minute off without changing a level', () => {
    const shift = (instant: string, by: number) =>
      new Date(Date.parse(instant) + by).toISOString();
    const shifted = (record: Deployment, by: number): Deployment => ({
      ...record,
      observedAt: shift(record.observedAt, by),
      requestedAt: shift(record.requestedAt!, by),
      startedAt: shift(record.startedAt!, by),
      finishedAt: shift(record.finishedAt!, by),
      waits: record.waits!.map(wait => ({
        ...wait,
        from: shift(wait.from, by),
        to: shift(wait.to!, by),
      })),
      changes: record.changes!.map(change => ({
        ...change,
        committedAt: shift(change.committedAt, by),
        mergedAt: shift(change.mergedAt!, by),
      })),
    });
    const levels = (deployments: Deployment[], items: readonly Rollout[]) =>
      checksOf(card(deployments, incidentsOf(items), FULL_REACH)).map(
        ({ checkId, level, outcome }) => ({ checkId, level, outcome }),
      );
    fc.assert(
      fc.property(rollouts, fc.constantFrom(-60_000, 60_000), (items, by) => {
        const records = items.map(whole);
        expect(
          levels(
            records.map(record => shifted(record, by)),
            items,
          ),
        ).toEqual(levels(records, items));
      }),
      RUNS,
    );
  });
});
