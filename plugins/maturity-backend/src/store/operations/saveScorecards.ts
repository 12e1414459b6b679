// SPDX-License-Identifier: Apache-2.0
import { Scorecard } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, bulkUpdate, whereAnyOf } from '../bulk';
import { Baseline } from './loadBaselines';
import { saveChangeTimes } from './saveChangeTimes';
import {
  DbCheckResultsRow,
  DbDimensionResultsRow,
  DbEntitiesRow,
} from '../tables';

/** An evaluated entity as it is stored. @internal */
export interface SavedScorecard {
  scorecard: Scorecard;
  hasRecords: boolean;
  /** Where it stood 30 days ago. */
  before: Baseline | undefined;
  openTasks: number;
  firstEvaluatedMs: number;
  /** The model that it was evaluated with before. */
  previousModelVersion: string | null;
}

/** Documents per statement: handing half a megabyte to the database at once would hold up everybody else. */
const CHUNK = 8;

/** Writes current scorecards: the document, and what lists and rollups ask for. @internal */
export async function saveScorecards(
  tx: Knex,
  saved: SavedScorecard[],
): Promise<void> {
  await bulkUpdate(
    tx,
    'maturity_entities',
    saved.map(entry => toEntityColumns(entry)),
    ['entity_ref'],
  );
  await saveDocuments(tx, saved);
  await dropFormer(
    tx,
    saved
      .filter(
        ({ previousModelVersion, scorecard }) =>
          previousModelVersion !== null &&
          previousModelVersion !== scorecard.modelVersion,
      )
      .map(({ scorecard }) => scorecard.entityRef),
  );
  await bulkInsert(
    tx,
    'maturity_dimension_results',
    saved.flatMap(({ scorecard }) => toDimensionRows(scorecard)),
    {
      conflict: ['entity_ref', 'dimension_id'],
      update: ['level', 'score', 'coverage', 'target', 'at_target'],
    },
  );
  await bulkInsert(
    tx,
    'maturity_check_results',
    saved.flatMap(({ scorecard }) => toCheckRows(scorecard)),
    {
      conflict: ['entity_ref', 'check_id'],
      update: [
        'dimension_id',
        'outcome',
        'level',
        'value',
        'n',
        'excess_sum',
        'excess_samples',
        'excess_per_week',
      ],
    },
  );
  await saveChangeTimes(
    tx,
    saved.map(({ scorecard }) => scorecard),
  );
}

/** Documents go as values of their own: they are large, and would be escaped twice inside other JSON. */
async function saveDocuments(tx: Knex, saved: SavedScorecard[]): Promise<void> {
  for (let at = 0; at < saved.length; at += CHUNK) {
    const chunk = saved.slice(at, at + CHUNK);
    await tx.raw(
      `insert into maturity_scorecards (entity_ref, data) values ${chunk
        .map(() => '(?, ?)')
        .join(
          ', ',
        )} on conflict (entity_ref) do update set data = excluded.data`,
      chunk.flatMap(({ scorecard }) => [
        scorecard.entityRef,
        JSON.stringify(scorecard),
      ]),
    );
  }
}

/** Results of dimensions and checks that a new model may no longer have. */
async function dropFormer(tx: Knex, entityRefs: string[]): Promise<void> {
  if (entityRefs.length === 0) {
    return;
  }
  for (const table of [
    'maturity_dimension_results',
    'maturity_check_results',
  ]) {
    await whereAnyOf(tx(table).delete(), tx, 'entity_ref', entityRefs);
  }
}

function toEntityColumns(entry: SavedScorecard): Partial<DbEntitiesRow> {
  const { scorecard, before } = entry;
  const { score, nextStep } = scorecard;
  return {
    entity_ref: scorecard.entityRef,
    level: scorecard.level ?? null,
    score: score ?? null,
    coverage: scorecard.coverage,
    target: scorecard.target,
    at_target:
      scorecard.level === undefined
        ? null
        : scorecard.level >= scorecard.target,
    delta_30d: deltaOf(scorecard, before),
    model_version: scorecard.modelVersion,
    evaluated_at_ms: Date.parse(scorecard.asOf),
    first_evaluated_at_ms: entry.firstEvaluatedMs,
    open_tasks: entry.openTasks,
    next_check: nextStep?.checkId ?? null,
    next_message: nextStep?.message ?? null,
    next_gain: nextStep?.gain ?? null,
    next_lifts: nextStep?.lifts ? JSON.stringify(nextStep.lifts) : null,
    next_coverage_gain: nextStep?.coverageGain ?? null,
    has_records: entry.hasRecords,
  };
}

/** How far the coverage may move within the time of a comparison. */
const COVERAGE_STEP = 0.1;

/**
 * None where more, or less, of the entity is known than then: that would be no change of the entity. No more is what a
 * change of the model moved, so that is taken out.
 */
function deltaOf(
  { score, coverage }: Scorecard,
  before: Baseline | undefined,
): number | null {
  if (
    score === undefined ||
    before?.score === undefined ||
    before.coverage === undefined ||
    before.byModel === undefined
  ) {
    return null;
  }
  const least = Math.min(coverage, before.coverage.least);
  const most = Math.max(coverage, before.coverage.most);
  // Coverage is stored with two decimals.
  return most - least > COVERAGE_STEP + 0.005
    ? null
    : Math.round((score - before.score - before.byModel) * 10) / 10;
}

function toDimensionRows(scorecard: Scorecard): DbDimensionResultsRow[] {
  return scorecard.dimensions.map(dimension => ({
    entity_ref: scorecard.entityRef,
    dimension_id: dimension.dimensionId,
    level: dimension.level ?? null,
    score: dimension.score ?? null,
    coverage: dimension.coverage,
    target: dimension.target,
    at_target: dimension.atTarget ?? null,
  }));
}

function toCheckRows(scorecard: Scorecard): DbCheckResultsRow[] {
  return scorecard.dimensions.flatMap(({ dimensionId, checks }) =>
    checks.map(check => ({
      entity_ref: scorecard.entityRef,
      check_id: check.checkId,
      dimension_id: dimensionId,
      outcome: check.outcome,
      level: check.level ?? null,
      value: check.value ?? null,
      n: check.n ?? null,
      excess_sum: check.excess
        ? check.excess.hours * check.excess.samples
        : null,
      excess_samples: check.excess?.samples ?? null,
      excess_per_week: check.excess?.perWeek ?? null,
    })),
  );
}
