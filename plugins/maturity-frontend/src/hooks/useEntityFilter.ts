// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { EntityFilterInput } from '@delivery-maturity/backstage-plugin-maturity-common';
import { PageUrl, UrlPatch } from './usePageUrl';

/** Filters that take several values. @internal */
export const LIST_FILTERS = [
  'owner',
  'system',
  'domain',
  'type',
  'lifecycle',
  'tier',
  'level',
  'entityRef',
] as const;

/** Filters that take one value. @internal */
export const SINGLE_FILTERS = ['dimension', 'atTarget', 'check', 'q'] as const;

/** The selection that the address describes, and a text that changes with it. @internal */
export interface EntityFilterState {
  filter: EntityFilterInput;
  key: string;
  /** How many filters narrow the selection. */
  active: number;
  /** A patch that removes them all. */
  cleared: UrlPatch;
}

/** @internal */
export function useEntityFilter(url: PageUrl): EntityFilterState {
  const { params } = url;
  return useMemo(() => {
    const filter: EntityFilterInput = {};
    for (const name of LIST_FILTERS) {
      const values = params.getAll(name).filter(Boolean);
      if (values.length) {
        filter[name] = values;
      }
    }
    const dimension = params.get('dimension');
    const atTarget = params.get('atTarget');
    const check = params.get('check');
    const q = params.get('q')?.trim();
    Object.assign(
      filter,
      dimension && { dimension },
      (atTarget === 'true' || atTarget === 'false') && { atTarget },
      check && { check },
      q && { q },
    );
    const { dimension: _focus, ...narrowing } = filter;
    return {
      filter,
      key: JSON.stringify(filter),
      active: Object.keys(narrowing).length,
      cleared: Object.fromEntries(
        [...LIST_FILTERS, ...SINGLE_FILTERS].map(name => [name, undefined]),
      ),
    };
  }, [params]);
}
