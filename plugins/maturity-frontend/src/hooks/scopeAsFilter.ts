// SPDX-License-Identifier: Apache-2.0
import { PageUrl, UrlPatch } from './usePageUrl';

const LIST_FILTER_OF_KIND: Record<string, string> = {
  group: 'owner',
  system: 'system',
  domain: 'domain',
};

/**
 * The part of the organization that a rollout looks at is its `scope`; lists
 * have no scope but the filter that means the same. This turns the one into the
 * other; a filter that is already set wins.
 *
 * @internal
 */
export function scopeAsFilter(url: PageUrl, scope?: string): UrlPatch {
  const from = scope ?? url.get('scope');
  if (!from) {
    return { scope: undefined };
  }
  const filter = LIST_FILTER_OF_KIND[from.split(':')[0]];
  if (!filter || (!scope && url.all(filter).length)) {
    return { scope: undefined };
  }
  return { scope: undefined, [filter]: [from] };
}
