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

interface OwnFigure {
  id: string;
  title: string;
  measureId: string;
  comparison: BenchmarkQuestion['comparison'];
  value: number;
  better: 'higher' | 'lower';
  /** The published figure beside it. */
  surveyId: string;
  fromSurvey?: (published: number) => number;
}

/** The survey's two hours; exactly two still counts. */
const TWO_HOURS = 2;
/** From half on, the golden path is how an entity usually ships. */
const MOST_DEPLOYMENTS = 0.5;
/** A quarter of the way from commit to production spent waiting for a yes: the largest single part it usually has. */
const QUARTER_OF_LEAD_TIME = 0.25;

/**
 * Own figures that stand beside a survey's. Each is a share of the entities with data:
 *
 * - *On the golden path*: at least half of the production deployments through an approved template. Beside it
 *   stand the 27 % who do not answer that "hardly any" of their teams have golden paths (73 % do).
 * - *Provisioned in under 2 h*: from the request to the first production deployment in at most two hours.
 * - *Deploy on demand*: at least half of the production deployments were on demand.
 * - *Held up by approvals*: waiting for approval takes at least a quarter of the lead time. Beside it stand the 47 %
 *   who name manual approval chains as the main bottleneck.
 */
const FIGURES: OwnFigure[] = [
  {
    id: 'on-the-golden-path',
    title: 'On the golden path',
    measureId: 'pipeline.golden-path-adoption',
    comparison: '>=',
    value: MOST_DEPLOYMENTS,
    better: 'higher',
    surveyId: 'hardly-any-golden-paths',
    fromSurvey: hardlyAny => Number((1 - hardlyAny).toFixed(4)),
  },
  {
    id: 'provisioned-within-two-hours',
    title: 'Provisioned in under 2 h',
    measureId: 'provisioning.service-time',
    comparison: '<=',
    value: TWO_HOURS,
    better: 'higher',
    surveyId: 'provisioned-within-two-hours',
  },
  {
    id: 'deploy-on-demand',
    title: 'Deploy on demand',
    measureId: 'deployment.on-demand-share',
    comparison: '>=',
    value: MOST_DEPLOYMENTS,
    better: 'higher',
    surveyId: 'deploy-on-demand',
  },
  {
    id: 'held-up-by-approvals',
    title: 'Held up by approvals',
    measureId: 'approval.share-of-lead-time',
    comparison: '>=',
    value: QUARTER_OF_LEAD_TIME,
    better: 'lower',
    surveyId: 'approval-chains-main-bottleneck',
  },
];

/** What to count, for the figures whose measure the model grades. @internal */
export function benchmarkQuestions(model: ScorecardModel): BenchmarkQuestion[] {
  return FIGURES.flatMap(({ id, measureId, comparison, value }) => {
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
    const figure = FIGURES.find(({ id }) => id === row.id);
    const survey = BENCHMARKS.find(({ id }) => id === figure?.surveyId);
    if (!figure || !survey) {
      return [];
    }
    return [
      {
        id: figure.id,
        title: figure.title,
        ...(row.n > 0 && { value: row.hits / row.n }),
        n: row.n,
        survey: figure.fromSurvey?.(survey.value) ?? survey.value,
        surveySource: survey.source,
        better: figure.better,
      },
    ];
  });
}
