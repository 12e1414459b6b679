// SPDX-License-Identifier: Apache-2.0
import { isMap, YamlMap } from '../yaml';

/** Characters that are looked at in the time of a step. */
const CHARACTERS_PER_STEP = 50;

function costOfTexts(map: unknown): number {
  let cost = 0;
  for (const value of Object.values(isMap(map) ? map : {})) {
    cost +=
      1 + (typeof value === 'string' ? value.length / CHARACTERS_PER_STEP : 0);
  }
  return cost;
}

function costOfMatrix(job: YamlMap): number {
  const matrix = isMap(job.strategy) ? job.strategy.matrix : undefined;
  return Object.values(isMap(matrix) ? matrix : {}).reduce<number>(
    (sum, items) => sum + 1 + (Array.isArray(items) ? items.length : 0),
    costOfTexts(matrix),
  );
}

/**
 * Steps that it takes to put values into the texts of a workflow, a job or a step: its own ones, its variables, its
 * matrix, and what it gives to what it calls.
 *
 * @internal
 */
export function costOfValues(map: YamlMap): number {
  return Math.ceil(
    costOfTexts(map) +
      costOfTexts(map.env) +
      costOfTexts(map.with) +
      costOfMatrix(map),
  );
}
