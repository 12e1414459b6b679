// SPDX-License-Identifier: Apache-2.0
import {
  approval,
  daysAgo,
  deployment,
  entityRecords,
  hoursAgo,
  NOW,
  UNREACHED,
} from '../__testUtils__/records';
import { defaultModel, defaultModelInput, validateModel } from '../model';
import { Waiver } from '../remediation';
import { diffScorecards } from './diffScorecards';
import {
  evaluateScorecard,
  EvaluationInput,
  targetLevel,
} from './evaluateScorecard';
import { Scorecard } from './types';

const gated = (ended: number) =>
  deployment(ended, {
    requestedAt: hoursAgo(ended + 30),
    waits: [
      approval(ended + 28, ended + 2),
      // Half of the timer runs beside the approval.
      approval(ended + 3, ended + 1, { kind: 'timer', gate: 'timer' }),
    ],
    changes: [
      {
        revision: `change-${ended}`,
        committedAt: hoursAgo(ended + 48),
        openedAt: hoursAgo(ended + 40),
        mergedAt: hoursAgo(ended + 33),
      },
    ],
  });

const evaluation = (
  members: Partial<EvaluationInput> = {},
): EvaluationInput => ({
  entityRef: 'component:default/shop',
  entity: { kind: 'Component', spec: { lifecycle: 'production' } },
  records: entityRecords({
    deployments: Array.from({ length: 12 }, (_, index) =>
      gated(10 + index * 100),
    ),
  }),
  templates: { templates: [] },
  peers: [],
  reach: { ...UNREACHED, deployments: true },
  model: defaultModel,
  now: NOW,
  waivers: [],
  ...members,
});

const checkOf = (scorecard: Scorecard, id: string) =>
  scorecard.dimensions
    .flatMap(({ checks }) => checks)
    .find(({ checkId }) => checkId === id)!;

describe('evaluateScorecard', () => {
  it('explains level, score, coverage, time lost and the next step', () => {
    const scorecard = evaluateScorecard(evaluation());
    expect(checkOf(scorecard, 'approval-wait')).toMatchObject({
      outcome: 'below',
      value: 26,
      level: 1,
      target: 3,
      targetThreshold: 4,
      next: { level: 2, threshold: 24 },
      // Each of the twelve 22 h beyond 4 h.
      excess: { hours: 22, samples: 12, beyond: 12, perWeek: 12 / (90 / 7) },
    });
    expect(checkOf(scorecard, 'approval-wait').evidence).toHaveLength(5);
    expect(checkOf(scorecard, 'golden-path-adoption').outcome).toBe('no-data');
    expect(scorecard.notLeveled).toEqual([
      'pipeline-standardization',
      'provisioning-time',
    ]);
    expect(scorecard).toMatchObject({
      modelVersion: defaultModel.version,
      window: { from: daysAgo(90), to: NOW },
      level: 1,
      levelName: 'Repeatable',
      target: 3,
    });
    expect(scorecard.nextStep).toMatchObject({
      checkId: 'approval-wait',
      effort: 'low',
      message:
        'Approval wait, median: 26 h. Standardized allows 24 h, your target Self-service 4 h.',
    });
  });

  it('splits the time from commit to production without counting any twice', () => {
    const { timeBreakdown } = evaluateScorecard(evaluation());
    expect(timeBreakdown?.n).toBe(12);
    expect(timeBreakdown?.p50.total).toBeCloseTo(48, 9);
    const hours = Object.fromEntries(
      timeBreakdown!.p50.segments.map(segment => [segment.id, segment.hours]),
    );
    for (const [id, expected] of Object.entries({
      code: 8,
      review: 7,
      batch: 3,
      approval: 26,
      timer: 1,
      queue: 0,
      deploy: 3,
    })) {
      expect(hours[id]).toBeCloseTo(expected, 9);
    }
    expect(timeBreakdown?.approvalShare).toBeCloseTo(26 / 48, 9);
    expect(timeBreakdown?.gates).toBe(1);
  });

  it('gives what is not known of a change to its neighbor', () => {
    const records = entityRecords({
      deployments: [
        deployment(0, {
          requestedAt: undefined,
          startedAt: hoursAgo(2),
          changes: [{ revision: 'a', committedAt: hoursAgo(10) }],
        }),
      ],
    });
    const { timeBreakdown } = evaluateScorecard(evaluation({ records }));
    expect(
      timeBreakdown?.p50.segments.filter(({ hours }) => hours > 0),
    ).toEqual([
      { id: 'batch', hours: 8 },
      { id: 'deploy', hours: 2 },
    ]);
  });

  it('ends a waiver exactly at its instant', () => {
    const waiver: Waiver = {
      id: 'w1',
      entityRef: 'component:default/shop',
      checkId: 'approval-wait',
      reason: 'Audit until the end of the quarter',
      state: 'approved',
      from: daysAgo(1),
      until: NOW,
    };
    const outcomeAt = (now: string, members: Partial<Waiver> = {}) =>
      checkOf(
        evaluateScorecard(
          evaluation({ now, waivers: [{ ...waiver, ...members }] }),
        ),
        'approval-wait',
      ).outcome;
    const justBefore = new Date(Date.parse(NOW) - 1).toISOString();
    expect(outcomeAt(justBefore)).toBe('waived');
    expect(outcomeAt(NOW)).toBe('below');
    expect(outcomeAt(daysAgo(1))).toBe('waived');
    expect(outcomeAt(justBefore, { state: 'requested' })).toBe('below');
    expect(outcomeAt(justBefore, { checkId: 'lead-time' })).toBe('below');
  });

  it('goes on with the other checks when one cannot be computed', () => {
    const records = entityRecords({
      deployments: evaluation().records.deployments,
      pipelines: [{ observedAt: daysAgo(1), source: 's', id: 'broken' } as any],
    });
    const scorecard = evaluateScorecard(evaluation({ records }));
    expect(checkOf(scorecard, 'required-stages')).toMatchObject({
      outcome: 'error',
      reason: expect.stringContaining('could not be computed'),
    });
    expect(checkOf(scorecard, 'approval-wait').value).toBe(26);
  });

  it('leaves out checks that do not apply, and takes the first target that matches', () => {
    const { model } = validateModel({
      ...defaultModelInput,
      dimensions: defaultModelInput.dimensions.map(dimension => ({
        ...dimension,
        checks: dimension.checks.map(check =>
          check.id === 'approval-wait'
            ? { ...check, applies: { 'spec.type': 'service' } }
            : check,
        ),
      })),
    });
    const scorecard = evaluateScorecard(evaluation({ model }));
    expect(checkOf(scorecard, 'approval-wait').outcome).toBe('not-applicable');
    expect(targetLevel({ spec: { lifecycle: 'experimental' } }, model!)).toBe(
      2,
    );
  });
});

describe('diffScorecards', () => {
  it('names what changed, and nothing where nothing did', () => {
    const before = evaluateScorecard(evaluation());
    const faster = entityRecords({
      deployments: before
        ? evaluation().records.deployments.map(item => ({ ...item, waits: [] }))
        : [],
    });
    const after = evaluateScorecard(
      evaluation({
        records: faster,
        reach: { deployments: true, 'waits.approval': true },
      }),
    );
    expect(diffScorecards(before, before)).toEqual([]);
    const transitions = diffScorecards(before, after);
    expect(transitions).toContainEqual({
      kind: 'outcome',
      dimensionId: 'approval-bottlenecks',
      checkId: 'approval-wait',
      from: 'below',
      to: 'met',
    });
    expect(transitions).toContainEqual(
      expect.objectContaining({ kind: 'level', scope: 'scorecard', from: 1 }),
    );
    expect(diffScorecards(undefined, before)).toContainEqual({
      kind: 'level',
      scope: 'scorecard',
      to: 1,
    });
    expect(
      diffScorecards(before, { ...before, modelVersion: 'other' }),
    ).toEqual([{ kind: 'model', from: before.modelVersion, to: 'other' }]);
  });
});
