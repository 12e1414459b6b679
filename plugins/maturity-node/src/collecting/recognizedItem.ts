// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectedItem, CollectorEntity } from '../DeliveryCollector';

/**
 * What to say when a target was read for the first time under a rule: deployments that were recognized in another way,
 * or that the rule leaves out, count no more.
 *
 * @param options - `prefixes` tells how the id of a deployment begins, by how it is recognized; ids that begin
 * otherwise are of somebody else who uses the same source, and stay. `matches` tells of those that begin as the rule
 * has it whether they match its patterns
 * @public
 */
export function recognizedItem<R extends string>(options: {
  entities: readonly CollectorEntity[];
  source: string;
  recognize: R;
  prefixes: Record<R, string>;
  matches(deployment: Deployment): boolean;
  keys: { of: string; keep: string[] };
}): CollectedItem {
  const { entities, source, recognize, prefixes, matches, keys } = options;
  const all = Object.values<string>(prefixes);
  return {
    kind: 'recognized',
    entityRefs: entities.map(({ entityRef }) => entityRef),
    source,
    keys,
    counts: deployment =>
      deployment.id.startsWith(prefixes[recognize])
        ? matches(deployment)
        : !all.some(prefix => deployment.id.startsWith(prefix)),
  };
}
