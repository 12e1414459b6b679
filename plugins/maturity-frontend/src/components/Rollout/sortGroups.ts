// SPDX-License-Identifier: Apache-2.0
import { RollupAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';

/** A row of the heat map. @internal */
export type RollupGroup = RollupAnswer['groups'][number];

/** What the heat map is sorted by: a column, or the id of a dimension. @internal */
export interface GroupSort {
  column: string;
  order: 'asc' | 'desc';
}

/** Lowest score first: who needs help is on top. @internal */
export const DEFAULT_SORT: GroupSort = { column: 'score', order: 'asc' };

/** `entities:desc` as the address has it; anything else is the default. @internal */
export function parseSort(text: string | undefined): GroupSort {
  const [column, order] = (text ?? '').split(':');
  return column
    ? { column, order: order === 'desc' ? 'desc' : 'asc' }
    : DEFAULT_SORT;
}

/** Groups in the order asked for; those without a value come last either way. @internal */
export function sortGroups(
  groups: RollupGroup[],
  sort: GroupSort,
): RollupGroup[] {
  const direction = sort.order === 'asc' ? 1 : -1;
  return [...groups].sort((a, b) => {
    if (sort.column === 'name') {
      return direction * a.title.localeCompare(b.title);
    }
    const left = valueOf(a, sort.column);
    const right = valueOf(b, sort.column);
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return direction * (left - right) || a.title.localeCompare(b.title);
  });
}

function valueOf(group: RollupGroup, column: string): number | undefined {
  switch (column) {
    case 'entities':
      return group.entities;
    case 'score':
      return group.score;
    case 'delta':
      return group.delta30d;
    default:
      return group.dimensions.find(({ dimensionId }) => dimensionId === column)
        ?.score;
  }
}
