// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';

/** What changes in the address; `undefined` removes a parameter. @internal */
export type UrlPatch = Record<string, string | string[] | undefined>;

/** @internal */
export interface PageUrl {
  /** Path of the page, without the tab: `/maturity`. */
  base: string;
  /** Path below the page: `scorecards`, or empty. */
  path: string;
  search: string;
  params: URLSearchParams;
  get: (name: string) => string | undefined;
  all: (name: string) => string[];
  /** Changes parameters. Paging starts over unless the patch itself moves the cursor. */
  set: (patch: UrlPatch, options?: { replace?: boolean }) => void;
  /** Address of a tab with the present parameters and these changes. */
  href: (path: string, patch?: UrlPatch) => string;
}

/**
 * The state of the page that must survive reload, back and a shared link: it
 * lives in the address and nowhere else. Works where the page is mounted with a
 * trailing `/*`, as both frontend systems do.
 *
 * @internal
 */
export function usePageUrl(): PageUrl {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const path = (useParams()['*'] ?? '').replace(/\/+$/, '');
  const trimmed = pathname.replace(/\/+$/, '');
  const base = path
    ? trimmed.slice(0, trimmed.length - path.length).replace(/\/+$/, '')
    : trimmed;

  const set = useCallback(
    (patch: UrlPatch, options?: { replace?: boolean }) => {
      const next = patchParams(new URLSearchParams(search), patch).toString();
      navigate(
        { pathname: pathname, search: next ? `?${next}` : '' },
        { replace: options?.replace },
      );
    },
    [navigate, pathname, search],
  );

  return useMemo(() => {
    const params = new URLSearchParams(search);
    return {
      base,
      path,
      search,
      params,
      get: name => params.get(name) || undefined,
      all: name => params.getAll(name).filter(Boolean),
      set,
      href: (target, patch = {}) => {
        const next = patchParams(new URLSearchParams(search), patch).toString();
        return (
          `${base}${target ? `/${target}` : ''}${next ? `?${next}` : ''}` || '/'
        );
      },
    };
  }, [base, path, search, set]);
}

function patchParams(
  params: URLSearchParams,
  patch: UrlPatch,
): URLSearchParams {
  if (!('cursor' in patch)) {
    params.delete('cursor');
  }
  for (const [name, value] of Object.entries(patch)) {
    params.delete(name);
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item) {
        params.append(name, item);
      }
    }
  }
  return params;
}
