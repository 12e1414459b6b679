// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';

type Collector = SourcesAnswer['collectors'][number];

/** How a collector fares; `reads-nothing` is one that ran well and brought nothing. @internal */
export type CollectorHealth = Collector['state'] | 'reads-nothing';

/** What somebody has to look at comes first. */
const WORST_FIRST: CollectorHealth[] = [
  'error',
  'stale',
  'reads-nothing',
  'running',
  'idle',
  'ok',
];

/** Healths that ask for somebody. @internal */
export const TROUBLES: readonly CollectorHealth[] = [
  'error',
  'stale',
  'reads-nothing',
];

/**
 * A collector that read no entity, or no record of any, is not up to date: there is nothing that could be.
 *
 * @param total - entities that are scored or to be scored
 * @internal
 */
export function collectorHealth(
  collector: Pick<Collector, 'state' | 'entities' | 'records' | 'lastRunAt'>,
  total: number,
): CollectorHealth {
  const { state, entities, records, lastRunAt } = collector;
  const isEmpty = entities === 0 || records === 0;
  return state === 'ok' && isEmpty && total > 0 && lastRunAt
    ? 'reads-nothing'
    : state;
}

/** Those in trouble first, each kind in the order it came in. @internal */
export function worstFirst(
  collectors: readonly Collector[],
  total: number,
): Collector[] {
  const rank = (collector: Collector) =>
    WORST_FIRST.indexOf(collectorHealth(collector, total));
  return [...collectors].sort((a, b) => rank(a) - rank(b));
}
