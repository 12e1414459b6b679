// SPDX-License-Identifier: Apache-2.0
import {
  RollupAnswer,
  RollupBucket,
  RollupTrendAnswer,
  ScorecardRow,
  defaultModel,
  trendVerdict,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { teams } from './organization';
import { scorecardFixture } from './scorecard';

const TOP = defaultModel.levels.length - 1;
const DAY = 86_400_000;

function median(values: number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return sorted.length
    ? (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
    : undefined;
}

function mean(values: number[]): number | undefined {
  return values.length
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : undefined;
}

function known<T>(values: (T | undefined)[]): T[] {
  return values.filter((value): value is T => value !== undefined);
}

function distributionOf(levels: (number | undefined)[]) {
  return {
    levels: Array.from(
      { length: TOP + 1 },
      (_, level) => levels.filter(other => other === level).length,
    ),
    none: levels.filter(level => level === undefined).length,
  };
}

function bucketOf(rows: ScorecardRow[]): RollupBucket {
  return {
    entities: rows.length,
    measured: rows.filter(row => row.coverage > 0).length,
    scored: rows.filter(row => row.score !== undefined).length,
    coverage: mean(rows.map(row => row.coverage)) ?? 0,
    score: mean(known(rows.map(row => row.score))),
    delta30d: mean(known(rows.map(row => row.delta30d))),
    medianLevel: median(known(rows.map(row => row.level))),
    atTarget: rows.filter(row => row.atTarget).length,
    distribution: distributionOf(rows.map(row => row.level)),
    dimensions: defaultModel.dimensions.map(({ id }, index) => {
      const results = rows.map(row => row.dimensions[index]);
      const levels = known(results.map(result => result.level));
      return {
        dimensionId: id,
        leveled: levels.length,
        medianLevel: median(levels),
        score: mean(known(results.map(result => result.score))),
        atTarget: results.filter(result => result.atTarget).length,
        distribution: distributionOf(results.map(result => result.level)),
      };
    }),
  };
}

function isWithin(row: ScorecardRow, scope: string): boolean {
  const owner = teams.find(team => team.ref === row.owner);
  return owner?.within.includes(scope) || row.system === scope;
}

/** Rows of a scope; everything without one. @internal */
export function rowsWithin(
  rows: ScorecardRow[],
  scope?: string,
): ScorecardRow[] {
  return scope ? rows.filter(row => isWithin(row, scope)) : rows;
}

function groupsOf(
  rows: ScorecardRow[],
  by: RollupAnswer['by'],
  scope?: string,
) {
  if (by === 'group') {
    return teams
      .filter(team => team.parentRef === scope)
      .map(team => ({
        ...bucketOf(rowsWithin(rows, team.ref)),
        key: team.ref,
        title: team.title,
        hasChildren: teams.some(other => other.parentRef === team.ref),
      }))
      .filter(group => group.entities > 0);
  }
  const keys = [...new Set(known(rows.map(row => row[by])))];
  return keys.map(key => ({
    ...bucketOf(rows.filter(row => row[by] === key)),
    key,
    title: key.split('/').pop() ?? key,
    hasChildren: false,
  }));
}

/** What the backend would answer for these rows. @internal */
export function rollupOf(
  all: ScorecardRow[],
  by: RollupAnswer['by'],
  scope?: string,
): RollupAnswer {
  const rows = rowsWithin(all, scope);
  const hours: Record<string, number> = {
    'approval-wait': 19.4,
    'lead-time': 10.6,
    'service-time': 6.9,
    'recovery-time': 2.5,
  };
  return {
    scope,
    scopeTitle: teams.find(team => team.ref === scope)?.title,
    by,
    total: bucketOf(rows),
    groups: groupsOf(rows, by, scope),
    truncated: false,
    timeBreakdown: {
      n: 212 * rows.length,
      entities: rows.length,
      p50: scorecardFixture().timeBreakdown!.p50,
      p90: scorecardFixture().timeBreakdown!.p90,
      approvalShare: 0.54,
    },
    timeLost: {
      changes: 212 * rows.length,
      beyond: 160,
      perWeek: 12.4,
      hours: 21.5,
      workingHours: 7.2,
      segments: [{ id: 'approval', hours: 21.5 }],
    },
    checks: defaultModel.dimensions.flatMap(dimension =>
      dimension.checks
        .filter(check => check.graded)
        .map((check, index) => ({
          checkId: check.id,
          dimensionId: dimension.id,
          title: check.title,
          withData: rows.length,
          below: Math.round(rows.length * (0.15 + 0.09 * index)),
          excess: hours[check.id]
            ? { hours: hours[check.id], samples: 12 * rows.length, perWeek: 3 }
            : undefined,
          median: check.unit === 'hours' ? 26 : 0.6,
          unit: check.unit,
        })),
    ),
    benchmarks: [
      [
        'golden-path',
        'On the golden path',
        0.46,
        0.27,
        'Harness 2026',
        'higher',
      ],
      [
        'provisioning',
        'Provisioned in under 2 h',
        0.18,
        0.21,
        'Harness 2026',
        'higher',
      ],
      [
        'on-demand',
        'Deploy on demand',
        0.34,
        0.29,
        'DuploCloud 2026',
        'higher',
      ],
      [
        'approvals',
        'Held up by approvals',
        0.52,
        0.47,
        'DuploCloud 2026',
        'lower',
      ],
    ].map(([id, title, value, survey, surveySource, better]) => ({
      id: id as string,
      title: title as string,
      value: rows.length ? (value as number) : undefined,
      n: rows.length,
      survey: survey as number,
      dimensionId: 'pipeline-standardization',
      counts: 'Entities that do, of all entities where this is known.',
      asked: 'Participants of the survey.',
      surveySource: surveySource as string,
      surveyDate: '2026',
      comparable: id !== 'approvals',
      better: better as 'higher' | 'lower',
    })),
  };
}

/** A course over the range that slowly gets better. @internal */
export function trendOf(
  rows: ScorecardRow[],
  from: number,
  to: number,
): RollupTrendAnswer {
  const now = distributionOf(rows.map(row => row.level));
  const days = Math.round((to - from) / DAY);
  const score = mean(known(rows.map(row => row.score)));
  const points = Array.from({ length: Math.ceil(days / 7) + 1 }, (_, week) => {
    const day = Math.min(days, week * 7);
    const lag = (days - day) / days;
    const levels = [...now.levels];
    // Earlier, part of each level stood one lower.
    for (let level = 1; level <= TOP; level += 1) {
      const moved = Math.round(levels[level] * 0.5 * lag);
      levels[level] -= moved;
      levels[level - 1] += moved;
    }
    return {
      day: new Date(from + day * DAY).toISOString().slice(0, 10),
      levels,
      none: now.none,
      score: score === undefined ? undefined : score - 9 * lag,
    };
  });
  return { points, verdict: trendVerdict(points) };
}
