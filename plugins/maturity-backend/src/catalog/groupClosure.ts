// SPDX-License-Identifier: Apache-2.0
import { Entity, RELATION_CHILD_OF } from '@backstage/catalog-model';
import { DbGroupClosureRow, DbGroupsRow } from '../store/tables';
import { reference, refOf } from './readAttributes';

/** Groups with their parents, as the catalog has them. @internal */
export function readGroups(groups: Entity[]): DbGroupsRow[] {
  return groups
    .map(group => {
      const parent = (group.relations ?? []).find(
        item => item.type === RELATION_CHILD_OF,
      )?.targetRef;
      const profile = group.spec?.profile as
        | { displayName?: string }
        | undefined;
      return {
        group_ref: refOf(group),
        title: profile?.displayName ?? group.metadata.title ?? null,
        parent_ref:
          reference(
            parent ?? group.spec?.parent,
            'group',
            group.metadata.namespace,
          ) ?? null,
        type: typeof group.spec?.type === 'string' ? group.spec.type : null,
      };
    })
    .sort((a, b) => (a.group_ref < b.group_ref ? -1 : 1));
}

/**
 * Every group with each of its ancestors, itself at depth 0. Groups that are their own ancestors, which a catalog may
 * contain by mistake, end where they would repeat.
 *
 * @internal
 */
export function closeGroups(groups: DbGroupsRow[]): DbGroupClosureRow[] {
  const parentOf = new Map(groups.map(g => [g.group_ref, g.parent_ref]));
  return groups.flatMap(({ group_ref }) => {
    const rows: DbGroupClosureRow[] = [];
    const seen = new Set<string>();
    let ancestor: string | null | undefined = group_ref;
    while (ancestor && !seen.has(ancestor)) {
      seen.add(ancestor);
      rows.push({ group_ref, ancestor_ref: ancestor, depth: rows.length });
      ancestor = parentOf.get(ancestor);
    }
    return rows;
  });
}
