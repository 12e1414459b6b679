// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';
import { asList, asText, isMap, YamlMap } from '../yaml';
import { FileVariables } from './variables';

/** GitLab makes no more than 200 jobs of one. */
const MAX_COMBINATIONS = 200;

/**
 * The variables of each job that `parallel:matrix` makes of one; one without any where it makes none.
 *
 * @internal
 */
export function matrixOf(job: YamlMap, work: Work): FileVariables[] {
  const matrix = isMap(job.parallel) ? asList(job.parallel.matrix) : [];
  const all: FileVariables[] = [];
  for (const entry of matrix.filter(isMap)) {
    let combinations: FileVariables[] = [new Map()];
    for (const [name, values] of Object.entries(entry)) {
      const texts = asList(values).flatMap(value => asText(value) ?? []);
      const room = Math.max(1, Math.floor(MAX_COMBINATIONS / texts.length));
      if (!work.take(Math.min(MAX_COMBINATIONS, combinations.length) + 1)) {
        break;
      }
      combinations = combinations
        .slice(0, room)
        .flatMap(combination =>
          texts
            .slice(0, MAX_COMBINATIONS)
            .map(value => new Map([...combination, [name, { value }]])),
        );
    }
    all.push(...combinations);
    if (all.length >= MAX_COMBINATIONS) {
      break;
    }
  }
  return all.length > 0 ? all.slice(0, MAX_COMBINATIONS) : [new Map()];
}
