// SPDX-License-Identifier: Apache-2.0
import {
  BENCHMARKS,
  RollupAnswer,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  BenchmarkQuestion,
  BenchmarkRow,
} from '../store/operations/read/readCheckRollup';

/** What to count, for the figures whose measure the model grades. @internal */
export function benchmarkQuestions(model: ScorecardModel): BenchmarkQuestion[] {
  return BENCHMARKS.flatMap(({ id, own }) => {
    const { measureId, comparison, value } = own;
    // One check a measure: of several, each entity would count several times.
    const check = model.dimensions
      .flatMap(({ checks }) => checks)
      .find(candidate => candidate.measureId === measureId);
    return check ? [{ id, checkIds: [check.id], comparison, value }] : [];
  });
}

/** @internal */
export function toBenchmarks(rows: BenchmarkRow[]): RollupAnswer['benchmarks'] {
  return rows.flatMap(row => {
    const benchmark = BENCHMARKS.find(({ id }) => id === row.id);
    if (!benchmark) {
      return [];
    }
    const { id, dimensionId, title, own, survey, better, comparable } =
      benchmark;
    return [
      {
        id,
        dimensionId,
        title,
        ...(row.n > 0 && { value: row.hits / row.n }),
        n: row.n,
        counts: own.counts,
        survey: survey.value,
        asked: survey.asked,
        surveySource: survey.source.title,
        surveyDate: survey.source.date,
        ...(survey.source.url && { surveyUrl: survey.source.url }),
        better,
        comparable,
      },
    ];
  });
}
