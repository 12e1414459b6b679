// SPDX-License-Identifier: Apache-2.0
import {
  daysAgo,
  entityRecords,
  gate,
  measureInput,
  NOW,
  pipeline,
  provisioning,
  UNREACHED,
} from '../__testUtils__/records';
import { defaultModel, validateModel } from '../model';
import { PeerProvisioning } from '../measures/types';
import { Stage } from '../records';
import { CheckResult, evaluateScorecard, EvaluationInput } from '../scoring';
import { nextSteps } from './nextSteps';
import { withSharedCauses } from './sharedCauses';
import { compareTasks, Ranked } from './taskOrder';

type Effort = 'low' | 'medium' | 'high';

interface Plan {
  id: string;
  dimension: string;
  value: number;
  effort?: Effort;
  required?: boolean;
  weight?: number;
}

/** The next step where each check asks for 10, 20 and 30, and the target is the second of three levels. */
function nextStepOf(plans: Plan[]) {
  const dimensions = [...new Set(plans.map(({ dimension }) => dimension))];
  const { model } = validateModel({
    levels: ['None', 'Some', 'Most', 'All'].map(name => ({ name })),
    targets: [{ level: 2 }],
    dimensions: dimensions.map(dimension => ({
      id: dimension,
      title: dimension,
      description: 'A question?',
      checks: plans
        .filter(plan => plan.dimension === dimension)
        .map(({ id, effort = 'low', required = true, weight = 1 }) => ({
          id,
          title: id,
          failureTitle: `Improve ${id}`,
          fact: id,
          ladder: [10, 20, 30],
          required,
          weight,
          remediation: { effort, steps: ['Do it.'] },
        })),
    })),
  });
  return evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: {},
    records: entityRecords({
      facts: plans.map(({ id, value }) => ({
        source: 's',
        id,
        observedAt: NOW,
        fact: id,
        value,
      })),
    }),
    templates: { templates: [] },
    peers: [],
    reach: UNREACHED,
    model: model!,
    now: NOW,
    waivers: [],
  }).nextStep;
}

describe('the next step', () => {
  it('lifts the scorecard before a dimension, and before it gains points', () => {
    const step = nextStepOf([
      { id: 'weakest', dimension: 'a', value: 5, effort: 'high' },
      { id: 'optional', dimension: 'b', value: 0, required: false, weight: 9 },
      { id: 'better', dimension: 'b', value: 15 },
    ]);
    expect(step).toMatchObject({
      checkId: 'weakest',
      kind: 'check',
      lifts: { what: 'scorecard', level: 1 },
      effort: 'high',
    });
  });

  it('lifts a dimension where no single repair lifts the scorecard', () => {
    const step = nextStepOf([
      { id: 'left', dimension: 'a', value: 5 },
      { id: 'right', dimension: 'b', value: 5 },
      { id: 'optional', dimension: 'b', value: 0, required: false, weight: 9 },
    ]);
    expect(step).toMatchObject({
      checkId: 'left',
      lifts: { what: 'dimension', dimensionId: 'a', level: 2 },
    });
  });

  it('prefers the lesser effort for the same level, and the greater gain for the same effort', () => {
    const optional = { dimension: 'a', required: false };
    const good = { id: 'good', dimension: 'a', value: 20 };
    expect(
      nextStepOf([
        good,
        { ...optional, id: 'costly', value: 0, effort: 'high' },
        { ...optional, id: 'cheap', value: 10 },
      ])?.checkId,
    ).toBe('cheap');
    expect(
      nextStepOf([
        good,
        { ...optional, id: 'small', value: 15 },
        { ...optional, id: 'large', value: 5 },
      ])?.checkId,
    ).toBe('large');
  });

  it('has nothing to say where every check is at its target', () => {
    expect(
      nextStepOf([{ id: 'good', dimension: 'a', value: 20 }]),
    ).toBeUndefined();
  });
});

/** A service of the default model with the records given; what is absent is reached by nothing. */
function defaultCard(
  records: Parameters<typeof entityRecords>[0],
  members: Partial<EvaluationInput> = {},
) {
  return evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: { kind: 'Component', spec: { lifecycle: 'production' } },
    records: entityRecords(records),
    templates: { templates: [] },
    peers: [],
    reach: UNREACHED,
    model: defaultModel,
    now: NOW,
    waivers: [],
    ...members,
  });
}

describe('a scorecard without enough data', () => {
  const known = { provisionings: [provisioning(100)] };

  it('has no level and no score, and begins with the source that brings most coverage for the least effort', () => {
    const scorecard = defaultCard(known);
    expect(scorecard.coverage).toBeGreaterThan(0);
    expect(scorecard.level).toBeUndefined();
    expect(scorecard.score).toBeUndefined();
    expect(scorecard.levelReason?.id).toBe('not-enough-data');
    expect(scorecard.nextStep).toMatchObject({
      kind: 'connect-source',
      checkId: 'connect-source:deployments',
      gain: 0,
    });
    // Deployments come with their approvals' dimension still unknown: one quarter of the scorecard.
    expect(scorecard.nextStep?.coverageGain).toBe(0.25);
  });

  it('gains no points: there is no score that they could be added to', () => {
    const { own } = nextSteps(defaultCard(known), defaultModel, new Map());
    expect(own.map(({ gain }) => gain)).toEqual(own.map(() => 0));
    expect(own.filter(({ lifts }) => lifts?.what === 'scorecard')).toEqual([]);
  });
});

describe('what waits for a shared cause', () => {
  const asked = (
    relation: PeerProvisioning['relation'],
    ref: string,
  ): PeerProvisioning => ({
    relation,
    ref,
    provisionings: ['a', 'b', 'c'].map((name, index) => ({
      ...provisioning(300 + index),
      id: name,
      entityRef: `component:default/${name}`,
      requestBasis: 'ticket',
    })),
  });

  it.each<[string, PeerProvisioning[], { key: string; title: string }]>([
    [
      'of its template',
      [asked('template', 'template:default/go-service')],
      { key: 'template:default/go-service', title: 'go-service' },
    ],
    [
      'of its owner, named as services are asked for there',
      [asked('owner', 'group:default/payments')],
      { key: 'ticket', title: 'ticket' },
    ],
  ])(
    'is the route that was measured, which nothing that the service does changes: that %s',
    (_name, peers, route) => {
      const scorecard = defaultCard({}, { peers });
      expect(scorecard.waitsFor).toEqual([
        expect.objectContaining({
          checkId: 'service-time',
          cause: { kind: 'provisioning-route', ...route },
        }),
      ]);
      expect(scorecard.nextStep?.checkId).not.toBe('service-time');
    },
  );

  const golden = (versions: string[], withRollback: string[]) => ({
    id: 'golden',
    title: 'Golden path',
    provider: 'github' as const,
    repository: 'github.com/acme/golden',
    paths: ['.github/workflows/ship.yml'],
    versions: versions.map((name, index) => ({
      name,
      revision: `${index}`.repeat(40),
      releasedAt: daysAgo(100 - index),
    })),
    snapshots: versions.map((name, index) => ({
      revision: `${index}`.repeat(40),
      pipelines: [
        {
          path: '.github/workflows/ship.yml',
          inputs: {},
          jobs: [
            {
              id: 'ship',
              stages: [
                'test' as const,
                'deploy' as const,
                ...(withRollback.includes(name)
                  ? (['security-scan', 'rollback'] as const)
                  : []),
              ],
              calls: [],
            },
          ],
        },
      ],
    })),
  });
  const caller = (ref: string, ownStages: Stage[] = []) => {
    const call = {
      target: 'github.com/acme/golden/.github/workflows/ship.yml',
      repository: 'github.com/acme/golden',
      path: '.github/workflows/ship.yml',
      ref,
      refKind: 'tag' as const,
    };
    return pipeline({
      jobs: [
        {
          id: 'ship',
          stages: ownStages,
          uses: [],
          triggers: ['push'],
          calls: [call],
        },
      ],
      stages: ownStages,
    });
  };

  it.each<[string, string[], string[], Stage[], string | undefined]>([
    [
      'the path lacks them in every version',
      ['v1.0.0', 'v1.1.0'],
      [],
      [],
      'golden@v1.1.0',
    ],
    [
      'a newer version of the path has them',
      ['v1.0.0', 'v1.1.0'],
      ['v1.1.0'],
      [],
      undefined,
    ],
    [
      'the service deploys by a job of its own',
      ['v1.0.0'],
      [],
      ['deploy'],
      undefined,
    ],
  ])(
    'is a missing stage of the golden path where %s',
    (_case, versions, withRollback, ownStages, key) => {
      const scorecard = defaultCard(
        { pipelines: [caller('v1.0.0', ownStages)] },
        { templates: { templates: [golden(versions, withRollback)] } },
      );
      const waiting = scorecard.waitsFor?.find(
        ({ checkId }) => checkId === 'required-stages',
      );
      expect(waiting?.cause.key).toBe(key);
    },
  );

  it('is a gate that is not the repository’s own, with the waits at it', () => {
    const cause = {
      kind: 'gate' as const,
      key: 'acme/release',
      title: 'Release board',
    };
    const checks = (shared: number, own: number) =>
      withSharedCauses(
        [
          {
            measureId: 'approval.gates',
            checkId: 'gates',
            outcome: 'below',
            value: shared + own,
            targetThreshold: 1,
            evidence: [
              ...Array.from({ length: shared }, () => ({ cause })),
              ...Array.from({ length: own }, () => ({})),
            ],
          },
          {
            measureId: 'approval.wait',
            checkId: 'wait',
            outcome: 'below',
            evidence: [],
          },
        ] as unknown as CheckResult[],
        measureInput({}),
      ).map(({ sharedCause }) => sharedCause?.key);
    expect(checks(2, 0)).toEqual(['acme/release', 'acme/release']);
    // The gate of its own can go, the other one stands in the way of the target all the same.
    expect(checks(2, 1)).toEqual(['acme/release', undefined]);
    expect(checks(1, 1)).toEqual([undefined, undefined]);
    expect(checks(0, 2)).toEqual([undefined, undefined]);
  });

  it('is a gate of a change system, and one in a called golden path', () => {
    const board = defaultCard({
      pipelines: [
        pipeline({
          gatesComplete: true,
          gates: ['board', 'audit'].map(name =>
            gate(`production (${name})`, { kind: 'approval-action' }),
          ),
        }),
      ],
    });
    expect(
      board.waitsFor?.find(({ checkId }) => checkId === 'approval-gates'),
    ).toEqual(
      expect.objectContaining({
        cause: {
          kind: 'gate',
          key: 'production (board)',
          title: 'production (board)',
        },
      }),
    );
    const ownReviewers = defaultCard({
      pipelines: [
        pipeline({
          gatesComplete: true,
          gates: [gate('production'), gate('prod-eu')],
        }),
      ],
    });
    expect(ownReviewers.waitsFor?.map(({ checkId }) => checkId)).not.toContain(
      'gates',
    );

    const inCalled = (job: string) =>
      withSharedCauses(
        [
          {
            measureId: 'approval.gates',
            checkId: 'gates',
            outcome: 'below',
            value: 2,
            targetThreshold: 0,
            evidence: [
              { details: { job, path: '.github/workflows/ci.yml' } },
              { details: { job, path: '.github/workflows/ci.yml' } },
            ],
          },
        ] as unknown as CheckResult[],
        measureInput(
          { pipelines: [caller('v1.0.0')] },
          { templates: { templates: [golden(['v1.0.0'], [])] } },
        ),
      )[0].sharedCause?.key;
    expect(inCalled('ship / approve')).toBe('golden@v1.0.0');
    expect(inCalled('ship')).toBeUndefined();
  });
});

describe('compareTasks', () => {
  const task = (checkId: string, members: Partial<Ranked> = {}): Ranked => ({
    checkId,
    effort: 'low',
    gain: 0,
    ...members,
  });
  const dimension = { what: 'dimension', dimensionId: 'a', level: 1 } as const;

  it('is one total order', () => {
    const ordered = [
      task('connects', { connects: 0.25 }),
      task('scorecard', {
        lifts: { what: 'scorecard', level: 1 },
        effort: 'high',
        gain: 1,
      }),
      task('dimension', { lifts: dimension, gain: 2 }),
      task('dimension-later', { lifts: dimension, effort: 'medium', gain: 3 }),
      // 8 ÷ 1 before 16 ÷ 3 before 24 ÷ 8.
      task('low', { gain: 8 }),
      task('medium', { effort: 'medium', gain: 16 }),
      task('high', { effort: 'high', gain: 24 }),
      task('same-a', { gain: 1 }),
      task('same-b', { gain: 1 }),
      task('waits', { lifts: { what: 'scorecard', level: 4 }, waits: true }),
    ];
    const shuffled = [...ordered].reverse();
    expect(shuffled.sort(compareTasks)).toEqual(ordered);
  });
});
