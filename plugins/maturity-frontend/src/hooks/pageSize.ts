// SPDX-License-Identifier: Apache-2.0
import { PageUrl } from './usePageUrl';
import { PAGE_SIZES } from './useScorecardsQuery';

/** Rows of a page, as the address asks; never more than the largest choice. @internal */
export function pageSize(url: PageUrl): number {
  const asked = PAGE_SIZES.find(size => size === url.get('limit'));
  return Number(asked ?? PAGE_SIZES[0]);
}
