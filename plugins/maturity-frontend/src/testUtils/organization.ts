// SPDX-License-Identifier: Apache-2.0
import {
  ScorecardRow,
  defaultModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** Teams, each below the one it names; the first ones have none above. */
const TEAMS: { name: string; title: string; parent?: string }[] = [
  { name: 'payments', title: 'Payments' },
  { name: 'team-checkout', title: 'Checkout', parent: 'payments' },
  { name: 'team-ledger', title: 'Ledger', parent: 'payments' },
  { name: 'logistics', title: 'Logistics' },
  { name: 'team-shipping', title: 'Shipping', parent: 'logistics' },
  { name: 'identity', title: 'Identity' },
  { name: 'data-platform', title: 'Data platform' },
];

const SYSTEMS = ['checkout', 'ledger', 'delivery', 'accounts'];
const LIFECYCLES = ['production', 'production', 'experimental'];
const NOUNS = ['api', 'worker', 'gateway', 'web', 'sync', 'reports'];

/** Names a team as the API does. @internal */
export const groupRef = (name: string) => `group:default/${name}`;

/** The example teams with the refs of all teams above each. @internal */
export const teams = TEAMS.map(team => ({
  ...team,
  ref: groupRef(team.name),
  parentRef: team.parent && groupRef(team.parent),
  within: [
    groupRef(team.name),
    ...(team.parent ? [groupRef(team.parent)] : []),
  ],
}));

/** The same numbers every time, spread as if by chance. */
function spread(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return value - Math.floor(value);
}

function rowOf(index: number): ScorecardRow {
  const team = teams[1 + (index % (teams.length - 1))];
  const name =
    index === 0
      ? 'checkout-api'
      : `${team.name.replace('team-', '')}-${
          NOUNS[index % NOUNS.length]
        }-${index}`;
  const lifecycle = LIFECYCLES[index % LIFECYCLES.length];
  const target = lifecycle === 'production' ? 3 : 2;
  const noData = index % 11 === 7;
  const dimensions = defaultModel.dimensions.map(({ id }, dimension) => {
    const unknown =
      noData || (team.name === 'data-platform' && id === 'provisioning-time');
    const base = spread((index % 7) * 3 + dimension) * 60;
    const score =
      Math.round((base + spread(index * 5 + dimension) * 40) * 10) / 10;
    const level = Math.min(4, Math.floor(score / 22));
    return unknown
      ? { dimensionId: id, coverage: 0, target }
      : {
          dimensionId: id,
          level,
          score,
          coverage: index % 5 === 3 ? 0.7 : 1,
          target,
          atTarget: level >= target,
        };
  });
  const leveled = dimensions.flatMap(({ level }) =>
    level === undefined ? [] : [level],
  );
  const scores = dimensions.flatMap(({ score }) =>
    score === undefined ? [] : [score],
  );
  const level = leveled.length ? Math.min(...leveled) : undefined;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const score = scores.length ? Math.round(mean * 10) / 10 : undefined;
  return {
    entityRef: `component:default/${name}`,
    kind: 'Component',
    namespace: 'default',
    name,
    owner: team.ref,
    system: `system:default/${SYSTEMS[index % SYSTEMS.length]}`,
    type: index % 4 === 3 ? 'website' : 'service',
    lifecycle,
    level,
    levelName:
      level === undefined ? undefined : defaultModel.levels[level].name,
    score,
    coverage: leveled.length / dimensions.length,
    target,
    atTarget: level === undefined ? undefined : level >= target,
    delta30d:
      score === undefined
        ? undefined
        : Math.round((spread(index * 9) * 16 - 5) * 10) / 10,
    dimensions,
    nextStep:
      score === undefined || (level ?? 0) >= target
        ? undefined
        : {
            checkId: 'approval-wait',
            message: 'Approval wait, median: 26 h. Standardized allows 24 h.',
            gain: Math.round((3 + spread(index) * 8) * 10) / 10,
          },
    openTasks: score === undefined ? 1 : Math.round(spread(index * 3) * 5),
    evaluatedAt: '2026-11-22T12:00:00.000Z',
  };
}

/** So many scored entities of the example teams. @internal */
export function organizationFixture(count: number): ScorecardRow[] {
  return Array.from({ length: count }, (_, index) => rowOf(index));
}
