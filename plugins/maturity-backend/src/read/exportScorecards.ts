// SPDX-License-Identifier: Apache-2.0
import {
  ScorecardModel,
  ScorecardRow,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { QueryOf } from '../service/types';
import { csvLine } from './csv';
import { ReadContext, streamScorecards } from './listScorecards';

const BATCH_SIZE = 500;

/** The whole selection as CSV, a batch of lines at a time. @internal */
export async function* exportScorecards(
  query: QueryOf<'exportScorecards'>,
  context: ReadContext,
): AsyncIterable<string> {
  const { model } = context;
  const batches = streamScorecards(query, {
    ...context,
    batchSize: BATCH_SIZE,
  });
  let isBegun = false;
  for await (const rows of batches) {
    const header = isBegun ? '' : headerLine(model);
    isBegun = true;
    yield header + rows.map(row => rowLine(row, model)).join('');
  }
  if (!isBegun) {
    yield headerLine(model);
  }
}

function headerLine(model: ScorecardModel): string {
  return csvLine([
    'Entity',
    'Name',
    'Title',
    'Owner',
    'System',
    'Domain',
    'Type',
    'Lifecycle',
    'Tier',
    'Level',
    'Level name',
    'Score',
    'Coverage',
    'Target',
    'At target',
    'Score change in 30 days',
    ...model.dimensions.flatMap(({ title }) => [
      `${title}: level`,
      `${title}: score`,
    ]),
    'Next step',
    'Gain of the next step',
    'Open tasks',
    'Evaluated at',
  ]);
}

function rowLine(row: ScorecardRow, model: ScorecardModel): string {
  const dimensions = new Map(
    row.dimensions.map(dimension => [dimension.dimensionId, dimension]),
  );
  return csvLine([
    row.entityRef,
    row.name,
    row.title,
    row.owner,
    row.system,
    row.domain,
    row.type,
    row.lifecycle,
    row.tier,
    row.level,
    row.levelName,
    round(row.score, 2),
    round(row.coverage, 3),
    row.target,
    row.atTarget,
    round(row.delta30d, 2),
    ...model.dimensions.flatMap(({ id }) => [
      dimensions.get(id)?.level,
      round(dimensions.get(id)?.score, 2),
    ]),
    row.nextStep?.message,
    round(row.nextStep?.gain, 2),
    row.openTasks,
    row.evaluatedAt,
  ]);
}

/** Digits beyond these are noise in a spreadsheet. */
function round(value: number | undefined, digits: number): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(digits));
}
