// SPDX-License-Identifier: Apache-2.0
import {
  BulkTasksAnswer,
  EntityFilterInput,
  FacetsAnswer,
  ListScorecardsAnswer,
  ListScorecardsQuery,
  ListTasksQuery,
  ModelAnswer,
  MoversAnswer,
  MoversQuery,
  Page,
  PatchTaskBody,
  RollupAnswer,
  RollupQuery,
  RollupTrendAnswer,
  RollupTrendQuery,
  ScorecardRow,
  SourcesAnswer,
  UnmatchedAnswer,
  defaultModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { InMemoryMaturityApi } from './InMemoryMaturityApi';
import { modelFixture } from './answers';
import { organizationFixture, teams } from './organization';
import { rollupOf, rowsWithin, trendOf } from './rollupOf';
import { sourcesFixture, unmatchedFixture } from './sources';

const FACETS = ['owner', 'system', 'type', 'lifecycle'] as const;
const DEFAULT_LIMIT = 25;

/** What the maturity page asks of the backend, answered from memory. @internal */
export class InMemoryPageApi extends InMemoryMaturityApi {
  constructor(readonly rows: ScorecardRow[] = organizationFixture(60)) {
    super();
  }

  async getModel(): Promise<ModelAnswer> {
    return {
      ...modelFixture(),
      version: defaultModel.version,
      model: defaultModel,
      templates: [
        {
          id: 'service',
          title: 'Service pipeline',
          repository: 'github.com/shop/golden-paths',
          paths: ['.github/workflows/service.yaml'],
          versions: 6,
          newest: 'v6.1.0',
        },
      ],
    };
  }

  async listScorecards(
    query: ListScorecardsQuery,
  ): Promise<ListScorecardsAnswer> {
    const rows = sorted(filtered(this.rows, query), query);
    const from = Number(query.cursor ?? 0);
    const limit = Number(query.limit ?? DEFAULT_LIMIT);
    return {
      items: rows.slice(from, from + limit),
      totalItems: rows.length,
      nextCursor: from + limit < rows.length ? String(from + limit) : undefined,
      previousCursor: from > 0 ? String(Math.max(0, from - limit)) : undefined,
    };
  }

  async exportScorecards(query: ListScorecardsQuery): Promise<string> {
    const rows = sorted(filtered(this.rows, query), query);
    return [
      'entity,score',
      ...rows.map(row => `${row.entityRef},${row.score ?? ''}`),
    ].join('\n');
  }

  async getRollup(query: RollupQuery): Promise<RollupAnswer> {
    return rollupOf(
      filtered(this.rows, query),
      query.by ?? 'group',
      query.scope,
    );
  }

  async getRollupTrend(query: RollupTrendQuery): Promise<RollupTrendAnswer> {
    const to = query.to ? Date.parse(query.to) : Date.now();
    return trendOf(
      rowsWithin(filtered(this.rows, query), query.scope),
      Date.parse(query.from ?? new Date(to).toISOString()),
      to,
    );
  }

  async getMovers(query: MoversQuery): Promise<MoversAnswer> {
    const movers = rowsWithin(filtered(this.rows, query), query.scope).flatMap(
      row =>
        row.score === undefined || row.delta30d === undefined
          ? []
          : [{ ...row, score: row.score, delta30d: row.delta30d }],
    );
    const byDelta = movers.sort((a, b) => b.delta30d - a.delta30d);
    return {
      up: byDelta.filter(({ delta30d }) => delta30d > 0).slice(0, 5),
      down: byDelta
        .filter(({ delta30d }) => delta30d < 0)
        .slice(-5)
        .reverse(),
    };
  }

  async getFacets(): Promise<FacetsAnswer> {
    return {
      facets: FACETS.map(id => ({
        id,
        values: [...new Set(this.rows.map(row => row[id]!))].map(value => ({
          value,
          title:
            teams.find(team => team.ref === value)?.title ??
            value.split('/').pop()!,
          count: this.rows.filter(row => row[id] === value).length,
        })),
      })),
    };
  }

  async listTasks(query: ListTasksQuery = {}) {
    const states = String(
      query.state ?? 'open,in-progress,snoozed,waived',
    ).split(',');
    const items = this.tasks.filter(task => states.includes(task.state));
    return { items, totalItems: items.length };
  }

  async patchTasks(
    ids: string[],
    change: PatchTaskBody,
  ): Promise<BulkTasksAnswer> {
    await Promise.all(ids.map(id => this.patchTask(id, change)));
    return { updated: ids, refused: [] };
  }

  async getSources(): Promise<SourcesAnswer> {
    return sourcesFixture(this.rows.length);
  }

  async listUnmatched(_page?: Page): Promise<UnmatchedAnswer> {
    return unmatchedFixture();
  }
}

function listOf(value: unknown): string[] {
  return ([] as string[]).concat(
    (value as string | string[] | undefined) ?? [],
  );
}

function filtered(
  rows: ScorecardRow[],
  filter: EntityFilterInput,
): ScorecardRow[] {
  const q = filter.q?.toLocaleLowerCase('en-US');
  const owners = listOf(filter.owner);
  return rows.filter(row => {
    const team = teams.find(({ ref }) => ref === row.owner);
    return (
      (!q || row.name.includes(q)) &&
      (!owners.length || owners.some(owner => team?.within.includes(owner))) &&
      matches(filter.system, row.system) &&
      matches(filter.type, row.type) &&
      matches(filter.lifecycle, row.lifecycle) &&
      matches(filter.entityRef, row.entityRef) &&
      matches(
        filter.level,
        row.level === undefined ? 'none' : String(row.level),
      )
    );
  });
}

function matches(wanted: unknown, value: string | undefined): boolean {
  const values = listOf(wanted);
  return !values.length || (value !== undefined && values.includes(value));
}

function sorted(
  rows: ScorecardRow[],
  query: ListScorecardsQuery,
): ScorecardRow[] {
  const sort = query.sort ?? 'score';
  const direction = query.order === 'desc' ? -1 : 1;
  const valueOf = (row: ScorecardRow): string | number => {
    if (sort.startsWith('dimension:')) {
      return (
        row.dimensions.find(
          ({ dimensionId }) => `dimension:${dimensionId}` === sort,
        )?.score ?? -1
      );
    }
    return (
      (row[sort as 'name' | 'score'] as string | number | undefined) ??
      (direction > 0 ? Infinity : -Infinity)
    );
  };
  return [...rows].sort((a, b) => {
    const left = valueOf(a);
    const right = valueOf(b);
    return typeof left === 'string' && typeof right === 'string'
      ? direction * left.localeCompare(right)
      : direction * (Number(left) - Number(right));
  });
}
