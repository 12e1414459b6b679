// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  Scorecard,
  Task,
  taskRank,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { flattenFacets } from '../catalog/flattenFacets';
import { saveTasks } from '../store/taskRows';
import {
  DbCheckResultsRow,
  DbDimensionResultsRow,
  DbEntitiesRow,
  DbHistoryRow,
} from '../store/tables';

/** @internal */
export interface SeedEntity {
  name: string;
  title?: string;
  owner?: string;
  system?: string;
  domain?: string;
  type?: string;
  lifecycle?: string;
  tier?: string;
  kind?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  state?: 'active' | 'withdrawn';
  level?: number;
  score?: number;
  coverage?: number;
  target?: number;
  delta30d?: number;
  openTasks?: number;
  dimensions?: Partial<DbDimensionResultsRow>[];
  checks?: Partial<DbCheckResultsRow>[];
  history?: Partial<DbHistoryRow>[];
}

/** The catalog entity behind a seeded one, as the catalog would answer it. @internal */
export function toEntity(seed: SeedEntity): Entity {
  const owner = seed.owner && `group:default/${seed.owner}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: seed.kind ?? 'Component',
    metadata: {
      name: seed.name,
      namespace: 'default',
      ...(seed.title !== undefined && { title: seed.title }),
      ...(seed.annotations && { annotations: seed.annotations }),
      ...(seed.labels && { labels: seed.labels }),
    },
    spec: {
      type: seed.type ?? 'service',
      lifecycle: seed.lifecycle ?? 'production',
      ...(seed.owner && { owner: seed.owner }),
      ...(seed.system && { system: seed.system }),
    },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

/** Stores entities with their results as an evaluation leaves them. @internal */
export async function seedEntities(
  knex: Knex,
  seeds: SeedEntity[],
): Promise<void> {
  for (const seed of seeds) {
    const entity = toEntity(seed);
    const entityRef = stringifyEntityRef(entity);
    await knex('maturity_entities').insert(toRow(seed, entity));
    const facets = flattenFacets(entity).map(facet => ({
      entity_ref: entityRef,
      ...facet,
    }));
    await knex('maturity_entity_facets').insert(facets);
    for (const dimension of seed.dimensions ?? []) {
      await knex('maturity_dimension_results').insert({
        entity_ref: entityRef,
        coverage: 1,
        target: 2,
        ...dimension,
      });
    }
    for (const check of seed.checks ?? []) {
      await knex('maturity_check_results').insert({
        entity_ref: entityRef,
        dimension_id: 'approval-bottlenecks',
        outcome: 'below',
        ...check,
      });
    }
    for (const point of seed.history ?? []) {
      await knex('maturity_history').insert({
        entity_ref: entityRef,
        dimension_id: '',
        model_version: 'v1',
        ...point,
      });
    }
    await knex('maturity_scorecards').insert({
      entity_ref: entityRef,
      data: JSON.stringify(toScorecard(seed, entityRef)),
    });
  }
}

function toRow(seed: SeedEntity, entity: Entity): DbEntitiesRow {
  const level = seed.level ?? null;
  const target = seed.target ?? 2;
  return {
    entity_ref: stringifyEntityRef(entity),
    kind: entity.kind.toLocaleLowerCase('en-US'),
    namespace: 'default',
    name: seed.name,
    title: seed.title ?? null,
    owner_ref: seed.owner ? `group:default/${seed.owner}` : null,
    system_ref: seed.system ? `system:default/${seed.system}` : null,
    domain_ref: seed.domain ? `domain:default/${seed.domain}` : null,
    type: seed.type ?? 'service',
    lifecycle: seed.lifecycle ?? 'production',
    tier: seed.tier ?? null,
    identity: seed.name,
    entity: JSON.stringify(entity),
    hash: seed.name,
    state: seed.state ?? 'active',
    level,
    score: seed.score ?? null,
    coverage: seed.coverage ?? 1,
    target,
    at_target: level === null ? null : level >= target,
    delta_30d: seed.delta30d ?? null,
    model_version: 'v1',
    evaluated_at_ms: Date.parse('2026-11-20T00:00:00Z'),
    first_evaluated_at_ms: Date.parse('2026-11-01T00:00:00Z'),
    open_tasks: seed.openTasks ?? 0,
    next_check: null,
    next_message: null,
    next_gain: null,
    next_lifts: null,
    next_coverage_gain: null,
    has_records: seed.score !== undefined,
  };
}

/** @internal */
export function toScorecard(seed: SeedEntity, entityRef: string): Scorecard {
  return {
    entityRef,
    modelVersion: 'v1',
    asOf: '2026-11-20T00:00:00.000Z',
    window: {
      from: '2026-08-22T00:00:00.000Z',
      to: '2026-11-20T00:00:00.000Z',
    },
    ...(seed.level !== undefined && { level: seed.level }),
    ...(seed.score !== undefined && { score: seed.score }),
    coverage: seed.coverage ?? 1,
    target: seed.target ?? 2,
    notLeveled: [],
    dimensions: [],
  };
}

/** Groups by name with their parent. @internal */
export async function seedGroups(
  knex: Knex,
  parents: Record<string, string | undefined>,
): Promise<void> {
  const ref = (name: string) => `group:default/${name}`;
  for (const [name, parent] of Object.entries(parents)) {
    await knex('maturity_groups').insert({
      group_ref: ref(name),
      title: name.toLocaleUpperCase('en-US'),
      parent_ref: parent ? ref(parent) : null,
      type: 'team',
    });
    let depth = 0;
    for (
      let ancestor: string | undefined = name;
      ancestor;
      ancestor = parents[ancestor]
    ) {
      await knex('maturity_group_closure').insert({
        group_ref: ref(name),
        ancestor_ref: ref(ancestor),
        depth,
      });
      depth += 1;
    }
  }
}

/** @internal */
export async function seedTask(
  knex: Knex,
  task: Partial<Task> & { id: string; entityRef: string },
): Promise<void> {
  const full = {
    checkId: 'approval-wait',
    kind: 'check' as const,
    state: 'open' as const,
    title: 'Shorten the approval wait',
    message: 'approval wait p50 26 h',
    steps: ['Remove a gate'],
    effort: 'low' as const,
    gain: 5,
    evidence: [],
    openedAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    reopened: 0,
    ...task,
  };
  const waits = full.waitsFor !== undefined;
  await saveTasks(knex, {
    tasks: [{ rank: taskRank({ ...full, waits }), ...full }],
    events: [
      {
        taskId: task.id,
        at: '2026-11-01T00:00:00.000Z',
        actor: 'machine',
        type: 'opened',
        to: 'open',
        cause: 'approval wait p50 26 h',
      },
    ],
  });
}
