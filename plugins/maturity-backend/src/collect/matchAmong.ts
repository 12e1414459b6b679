// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { CollectorMatch } from '@delivery-maturity/backstage-plugin-maturity-node';

/** What matching needs of a collector. @internal */
export interface Matcher {
  id: string;
  match(entity: Entity): CollectorMatch;
}

/**
 * What a collector says of an entity beside the others: where one of them reads it, nobody need be told how this one
 * would.
 *
 * @internal
 */
export function matchAmong(
  collector: Matcher,
  all: readonly Matcher[],
  entity: Entity,
): CollectorMatch {
  const match = collector.match(entity);
  const isLeftToOthers =
    match.status === 'incomplete' &&
    match.isUnclaimed &&
    all.some(other => other.id !== collector.id && reads(other, entity));
  return isLeftToOthers ? { status: 'none' } : match;
}

function reads(collector: Matcher, entity: Entity): boolean {
  const match = collector.match(entity);
  return match.status === 'match' && !match.isOptional;
}
