// SPDX-License-Identifier: Apache-2.0
import { CollectorEntity } from '../DeliveryCollector';
import { groupBy } from './groupBy';
import { RecognitionScope } from './recognition';
import { digestOf } from './targets';

/** Entities that are read together: of one target, under one rule. @public */
export interface RuledTarget<R> {
  /** The target, with a mark of the rule where it is not the default; also the key of what is remembered of it. */
  key: string;
  rule: R;
  entities: CollectorEntity[];
  /** The keys under which parts of the same target are read. */
  keys: string[];
}

/**
 * What is to be read; a target that is read in two ways for two entities is two.
 *
 * @param ruleOf - how the deployments of an entity are recognized; `byDefault` where no rule speaks of it
 * @public
 */
export function targetsByRule<R extends RecognitionScope>(
  entities: readonly CollectorEntity[],
  ruleOf: (entity: CollectorEntity) => R,
  byDefault: R,
): RuledTarget<R>[] {
  return [...groupBy(entities, ({ target }) => target)].flatMap(
    ([target, group]) => {
      const byKey = groupBy(group, entity => {
        const mark = markOf(ruleOf(entity));
        return mark === markOf(byDefault) ? target : `${target}#${mark}`;
      });
      return [...byKey].map(([key, ofRule]) => ({
        key,
        rule: ruleOf(ofRule[0]),
        entities: ofRule,
        keys: [...byKey.keys()],
      }));
    },
  );
}

/** What was read under another rule does not count for this one; for whom the rule is makes no difference. */
function markOf(rule: RecognitionScope): string {
  const { host, entity, repository, ...what } = rule;
  return digestOf(Object.entries(what).sort());
}
