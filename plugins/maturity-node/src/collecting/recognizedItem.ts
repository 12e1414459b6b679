// SPDX-License-Identifier: Apache-2.0
import { CollectedItem, CollectorEntity } from '../DeliveryCollector';
import { matchesAny } from './matchesPattern';

/**
 * What to say when a target was read for the first time under a rule: deployments that were recognized in another way,
 * or are of environments that the rule leaves out, count no more.
 *
 * @param options - `prefixes` tells how the id of a deployment begins, by how it is recognized; ids that begin
 * otherwise are of somebody else who uses the same source, and stay
 * @public
 */
export function recognizedItem<R extends string>(options: {
  entities: readonly CollectorEntity[];
  source: string;
  rule: { recognize: R; environments: readonly string[] };
  prefixes: Record<R, string>;
  keys: { of: string; keep: string[] };
}): CollectedItem {
  const { entities, source, rule, prefixes, keys } = options;
  const all = Object.values<string>(prefixes);
  const own = prefixes[rule.recognize];
  // Other ways name their environments by the rule itself.
  const environments =
    rule.recognize === 'deployments' ? rule.environments : [];
  return {
    kind: 'recognized',
    entityRefs: entities.map(({ entityRef }) => entityRef),
    source,
    keys,
    counts: ({ id, environment = '' }) =>
      id.startsWith(own)
        ? environments.length === 0 || matchesAny(environment, environments)
        : !all.some(prefix => id.startsWith(prefix)),
  };
}
