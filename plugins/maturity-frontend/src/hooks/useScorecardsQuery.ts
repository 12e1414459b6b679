// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import {
  ListScorecardsQuery,
  SCORECARD_SORTS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { scopeAsFilter } from './scopeAsFilter';
import { useEntityFilter } from './useEntityFilter';
import { PageUrl } from './usePageUrl';

const SORTS: readonly string[] = SCORECARD_SORTS;

/** Rows of one page of a list. @internal */
export const PAGE_SIZES = ['25', '50', '100'];

/** Selection and order of the list of scorecards, as the address describes them. @internal */
export function useScorecardsQuery(
  url: PageUrl,
): ListScorecardsQuery & { sort: string; order: 'asc' | 'desc' } {
  const { filter } = useEntityFilter(url);
  return useMemo(() => {
    const { scope: _scope, ...scoped } = scopeAsFilter(url);
    const asked = url.get('sort') ?? '';
    const sort =
      SORTS.includes(asked) || asked.startsWith('dimension:') ? asked : 'score';
    return {
      ...filter,
      ...scoped,
      sort,
      order: url.get('order') === 'desc' ? ('desc' as const) : ('asc' as const),
    };
  }, [filter, url]);
}
