// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { entityRecords, NOW, UNREACHED } from '../__testUtils__/records';
import { repairEffects } from '../remediation';
import { defaultModel, ScorecardModel, validateModel } from '../model';
import { EntityRecords, Fact } from '../records';
import { evaluateScorecard } from './evaluateScorecard';
import { gradeCheck, Ladder } from './gradeCheck';
import { CheckResult, Scorecard } from './types';

const RUNS = { numRuns: 1000 };
const UNITS = ['ratio', 'days', 'hours', 'per-week', 'count'] as const;

interface CheckPlan {
  unit: (typeof UNITS)[number];
  better: 'higher' | 'lower';
  ladder: (number | 'none')[];
  required: boolean;
  weight: number;
  dimension: number;
  /** Undefined: no data. */
  value?: number;
}

interface ModelPlan {
  top: number;
  policy: 'weakest-link' | 'mean';
  target: number;
  dimensionWeights: number[];
  checks: CheckPlan[];
}

const values = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 12, noNaN: true }),
  fc.integer({ min: 0, max: 12 }),
);

const ladders = (top: number, better: 'higher' | 'lower') =>
  fc
    .array(
      fc.option(fc.integer({ min: 0, max: 10 }), {
        nil: undefined,
        freq: 4,
      }),
      { minLength: top, maxLength: top },
    )
    .map(steps => {
      const sorted = steps
        .filter(step => step !== undefined)
        .sort((a, b) => (better === 'higher' ? a - b : b - a));
      return steps.map(step => (step === undefined ? 'none' : sorted.shift()!));
    })
    .filter(ladder => ladder.some(step => step !== 'none'));

const checkPlans = (top: number): fc.Arbitrary<CheckPlan> =>
  fc.constantFrom('higher' as const, 'lower' as const).chain(better =>
    fc.record({
      unit: fc.constantFrom(...UNITS),
      better: fc.constant(better),
      ladder: ladders(top, better),
      required: fc.boolean(),
      weight: fc.integer({ min: 1, max: 5 }),
      dimension: fc.integer({ min: 0, max: 2 }),
      value: fc.option(values, { nil: undefined, freq: 4 }),
    }),
  );

const plans: fc.Arbitrary<ModelPlan> = fc
  .integer({ min: 1, max: 5 })
  .chain(top =>
    fc.record({
      top: fc.constant(top),
      policy: fc.constantFrom('weakest-link' as const, 'mean' as const),
      target: fc.integer({ min: 0, max: top }),
      dimensionWeights: fc.array(fc.integer({ min: 1, max: 4 }), {
        minLength: 3,
        maxLength: 3,
      }),
      checks: fc.array(checkPlans(top), { minLength: 1, maxLength: 8 }),
    }),
  );

const idOf = (index: number) => `check-${index}`;

/** Builds what the plan says; dimensions without checks are left out, as the model demands. */
function modelOf(
  plan: ModelPlan,
  configure: (index: number) => object = () => ({}),
): ScorecardModel {
  const { model, problems } = validateModel({
    levels: Array.from({ length: plan.top + 1 }, (_, level) => ({
      name: `Level ${level}`,
    })),
    policy: plan.policy,
    targets: [{ level: plan.target }],
    dimensions: plan.dimensionWeights
      .map((weight, dimension) => ({
        id: `dimension-${dimension}`,
        title: 'Dimension',
        description: 'A question?',
        weight,
        checks: plan.checks.flatMap((check, index) =>
          check.dimension === dimension
            ? [
                {
                  id: idOf(index),
                  title: 'Check',
                  failureTitle: 'Repair it',
                  fact: idOf(index),
                  unit: check.unit,
                  better: check.better,
                  ladder: check.ladder,
                  required: check.required,
                  weight: check.weight,
                  remediation: { effort: 'low', steps: ['Do it.'] },
                  ...configure(index),
                },
              ]
            : [],
        ),
      }))
      .filter(({ checks }) => checks.length > 0),
  });
  if (!model) {
    throw new Error(problems.join('\n'));
  }
  return model;
}

function evaluate(
  plan: ModelPlan,
  model: ScorecardModel = modelOf(plan),
): Scorecard {
  const facts = plan.checks.flatMap(({ value }, index): Fact[] =>
    value === undefined
      ? []
      : [
          {
            source: 's',
            id: idOf(index),
            observedAt: NOW,
            fact: idOf(index),
            value,
          },
        ],
  );
  return evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: { kind: 'Component' },
    records: entityRecords({ facts }),
    templates: { templates: [] },
    peers: [],
    reach: UNREACHED,
    model,
    now: NOW,
    waivers: [],
  });
}

/** Every number that a reader sees as score or level, by place. */
function marks(scorecard: Scorecard, without: string[] = []) {
  const all = new Map<string, number | undefined>([
    ['score', scorecard.score],
    ['level', scorecard.level],
  ]);
  for (const dimension of scorecard.dimensions) {
    all.set(`${dimension.dimensionId} score`, dimension.score);
    all.set(`${dimension.dimensionId} level`, dimension.level);
    for (const check of dimension.checks) {
      if (without.includes(check.checkId)) continue;
      all.set(`${check.checkId} score`, check.score);
      all.set(`${check.checkId} level`, check.level);
    }
  }
  return all;
}

const scoresOf = (scorecard: Scorecard, without: string[] = []) =>
  [...marks(scorecard, without)].filter(
    ([place, value]) => place.endsWith('score') && value !== undefined,
  );

const checksOf = (scorecard: Scorecard): CheckResult[] =>
  scorecard.dimensions.flatMap(({ checks }) => checks);

describe('scores and levels', () => {
  it('stay within 0 to 100 and 0 to L', () => {
    fc.assert(
      fc.property(plans, plan => {
        const outside = [...marks(evaluate(plan))].filter(
          ([place, value = 0]) =>
            !(
              value >= 0 &&
              value <= (place.endsWith('level') ? plan.top : 100 + 1e-9)
            ),
        );
        expect(outside).toEqual([]);
      }),
      RUNS,
    );
  });

  it('never fall when one measure improves', () => {
    fc.assert(
      fc.property(plans, fc.nat(), values, (plan, pick, by) => {
        const index = pick % plan.checks.length;
        const { value, better } = plan.checks[index];
        fc.pre(value !== undefined);
        const improved =
          better === 'higher' ? value! + by : Math.max(0, value! - by);
        const checks = plan.checks.map((check, at) =>
          at === index ? { ...check, value: improved } : check,
        );
        const before = marks(evaluate(plan));
        const after = marks(evaluate({ ...plan, checks }));
        const fallen = [...before].filter(
          ([place, mark]) =>
            mark !== undefined && !(after.get(place)! >= mark - 1e-9),
        );
        expect(fallen).toEqual([]);
      }),
      RUNS,
    );
  });

  it('after a repair are what its task says that it lifts and gains', () => {
    fc.assert(
      fc.property(plans, plan => {
        const model = modelOf(plan);
        const before = evaluate(plan, model);
        for (const effect of repairEffects(before, model)) {
          const { targetThreshold } = checksOf(before).find(
            ({ checkId }) => checkId === effect.checkId,
          )!;
          const after = evaluate({
            ...plan,
            checks: plan.checks.map((check, index) =>
              idOf(index) === effect.checkId
                ? { ...check, value: targetThreshold }
                : check,
            ),
          });
          const dimensionOf = (card: Scorecard) =>
            card.dimensions.find(
              ({ dimensionId }) => dimensionId === effect.dimensionId,
            );
          const lifted = [
            [before.level, after.level],
            [dimensionOf(before)?.level, dimensionOf(after)?.level],
          ].map(([from, to]) => (from === to ? undefined : to));
          const [level, dimensionLevel] = lifted;
          const { lifts } = effect;
          expect([lifts?.what, lifts?.level]).toEqual(
            level === undefined
              ? [dimensionLevel && 'dimension', dimensionLevel]
              : ['scorecard', level],
          );
          expect(effect.gain).toBeCloseTo(
            (after.score ?? 0) - (before.score ?? 0),
            9,
          );
        }
      }),
      RUNS,
    );
  });

  it('come together: a scorecard without a level has no score', () => {
    fc.assert(
      fc.property(plans, plan => {
        const { level, score } = evaluate(plan);
        expect(score === undefined).toBe(level === undefined);
      }),
      RUNS,
    );
  });

  it('are the same when all weights are scaled', () => {
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom(0.1, 0.3, 3, 7, 1000),
        (plan, factor) => {
          const scaled = {
            ...plan,
            dimensionWeights: plan.dimensionWeights.map(w => w * factor),
            checks: plan.checks.map(check => ({
              ...check,
              weight: check.weight * factor,
            })),
          };
          // The last digits of a mean may differ; levels may not.
          const rounded = (scorecard: Scorecard) =>
            [...marks(scorecard)].map(([place, value]) => [
              place,
              place.endsWith('score') ? value?.toFixed(9) : value,
            ]);
          expect(rounded(evaluate(scaled))).toEqual(rounded(evaluate(plan)));
        },
      ),
      RUNS,
    );
  });

  it('are the same for the same input, deeply', () => {
    fc.assert(
      fc.property(plans, plan => {
        expect(evaluate(structuredClone(plan))).toEqual(evaluate(plan));
      }),
      RUNS,
    );
  });
});

describe('a check', () => {
  it('without data never changes a score', () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (plan, required) => {
        const blind: CheckPlan = {
          ...plan.checks[0],
          required,
          value: undefined,
        };
        const more = { ...plan, checks: [...plan.checks, blind] };
        const plain = evaluate(plan);
        const blinded = evaluate(more);
        // It may cost the level, and with the level the score of the whole; it never moves a score.
        const known = (places: [string, number | undefined][]) =>
          places.filter(
            ([place]) => place !== 'score' || blinded.level !== undefined,
          );
        expect(known(scoresOf(blinded))).toEqual(known(scoresOf(plain)));
      }),
      RUNS,
    );
  });

  it('that does not apply is as if it did not exist', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, pick) => {
        const index = pick % plan.checks.length;
        const extra = plan.checks.length;
        const more = {
          ...plan,
          checks: [...plan.checks, { ...plan.checks[index] }],
        };
        const model = modelOf(more, at =>
          at === extra ? { applies: { kind: 'Resource' } } : {},
        );
        const withExtra = evaluate(more, model);
        const plain = evaluate(plan);
        expect(
          checksOf(withExtra).find(({ checkId }) => checkId === idOf(extra))
            ?.outcome,
        ).toBe('not-applicable');
        expect(marks(withExtra, [idOf(extra)])).toEqual(marks(plain));
        expect(withExtra.coverage).toBe(plain.coverage);
        expect(withExtra.notLeveled).toEqual(plain.notLeveled);
        expect(withExtra.nextStep).toEqual(plain.nextStep);
      }),
      RUNS,
    );
  });
});

describe('gradeCheck', () => {
  const complete = (top: number) =>
    fc.constantFrom('higher' as const, 'lower' as const).chain(better =>
      fc.record({
        better: fc.constant(better),
        unit: fc.constantFrom(...UNITS),
        thresholds: fc
          .uniqueArray(fc.integer({ min: 1, max: 50 }), {
            minLength: top,
            maxLength: top,
          })
          .map(steps =>
            steps.sort((a, b) => (better === 'higher' ? a - b : b - a)),
          ),
      }),
    );

  it('is continuous where each level has a threshold', () => {
    fc.assert(
      fc.property(complete(4), fc.integer({ min: 0, max: 3 }), (ladder, at) => {
        const threshold = (ladder as Ladder).thresholds[at] as number;
        const worse = ladder.better === 'higher' ? -1e-9 : 1e-9;
        const onIt = gradeCheck(threshold, ladder).score;
        expect(onIt).toBeCloseTo((at + 1) * 25, 9);
        expect(gradeCheck(threshold + worse, ladder).score).toBeCloseTo(
          onIt,
          4,
        );
      }),
      RUNS,
    );
  });
});

describe('records', () => {
  const hour = (index: number) =>
    new Date(Date.parse(NOW) - index * 3_600_000).toISOString();
  const moments = fc.integer({ min: 0, max: 2400 });

  const deployments = fc.array(
    fc
      .record({
        id: fc.integer({ min: 0, max: 9 }).map(String),
        ended: moments,
        took: fc.integer({ min: 0, max: 60 }),
        outcome: fc.constantFrom(
          'succeeded' as const,
          'succeeded' as const,
          'failed' as const,
          'pending' as const,
          'canceled' as const,
        ),
        environment: fc.constantFrom('production', 'prod-eu', 'staging'),
        rollback: fc.boolean(),
        gate: fc.constantFrom('a', 'b'),
        kind: fc.constantFrom('approval' as const, 'timer' as const),
        seen: fc.integer({ min: 0, max: 3 }),
      })
      .map(d => ({
        source: 's',
        id: d.id,
        observedAt: hour(d.seen),
        environment: d.environment,
        outcome: d.outcome,
        rollback: d.rollback,
        requestedAt: hour(d.ended + d.took),
        ...(d.outcome !== 'pending' && { finishedAt: hour(d.ended) }),
        waits: [
          {
            kind: d.kind,
            gate: d.gate,
            from: hour(d.ended + d.took),
            ...(d.outcome !== 'pending' && { to: hour(d.ended) }),
          },
        ],
        changes: [
          { revision: d.id, committedAt: hour(d.ended + 2 * d.took + 1) },
        ],
      })),
    { maxLength: 12 },
  );

  it('give the same scorecard in any order and any number of copies', () => {
    fc.assert(
      fc.property(
        deployments.chain(items =>
          fc.tuple(
            fc.constant(items),
            fc.shuffledSubarray([...items, ...items], {
              minLength: items.length * 2,
            }),
          ),
        ),
        ([items, copies]) => {
          const card = (records: EntityRecords) =>
            evaluateScorecard({
              entityRef: 'component:default/shop',
              entity: { kind: 'Component' },
              records,
              templates: { templates: [] },
              peers: [],
              reach: UNREACHED,
              model: defaultModel,
              now: NOW,
              waivers: [],
            });
          expect(card(entityRecords({ deployments: copies }))).toEqual(
            card(entityRecords({ deployments: items })),
          );
        },
      ),
      RUNS,
    );
  });
});
