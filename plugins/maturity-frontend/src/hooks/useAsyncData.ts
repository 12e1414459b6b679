// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';

/**
 * What a hook that loads something gives back. While something is loaded
 * again, `value` keeps the last answer and `refreshing` is true.
 *
 * @internal
 */
export interface AsyncData<T> {
  value?: T;
  error?: Error;
  /** Nothing to show yet. */
  loading: boolean;
  /** An older answer is shown while a newer one is on its way. */
  refreshing: boolean;
  retry: () => void;
}

/** @internal */
export interface AsyncDataOptions {
  /** False: waits, for example for a missing argument. */
  enabled?: boolean;
  /** Keeps the previous answer when `key` changes (paging, filters); default true. */
  keep?: boolean;
  /** Loads again after so many milliseconds, and again. */
  refreshEvery?: number;
}

interface State<T> {
  key?: string;
  value?: T;
  error?: Error;
  pending: boolean;
}

/**
 * Loads something whenever `key` changes. Answers that arrive late, after the
 * key changed or the component went away, are dropped.
 *
 * @param key - everything the answer depends on, as text
 * @internal
 */
export function useAsyncData<T>(
  key: string,
  load: () => Promise<T>,
  options: AsyncDataOptions = {},
): AsyncData<T> {
  const { enabled = true, keep = true, refreshEvery } = options;
  const [state, setState] = useState<State<T>>({ pending: enabled });
  const [attempt, setAttempt] = useState(0);
  const loadRef = useRef(load);
  loadRef.current = load;

  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    let current = true;
    setState(previous => ({ ...previous, pending: true }));
    loadRef.current().then(
      value => current && setState({ key, value, pending: false }),
      error =>
        current &&
        setState(previous => ({
          key,
          value: previous.key === key ? previous.value : undefined,
          error: toError(error),
          pending: false,
        })),
    );
    return () => {
      current = false;
    };
  }, [key, enabled, attempt]);

  const retry = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    if (!refreshEvery) {
      return undefined;
    }
    const timer = setInterval(retry, refreshEvery);
    return () => clearInterval(timer);
  }, [refreshEvery, retry]);

  const usable = keep || state.key === key;
  const value = usable ? state.value : undefined;
  const pending = enabled && (state.pending || state.key !== key);
  return {
    value,
    error: pending ? undefined : state.error,
    loading: pending && value === undefined,
    refreshing: pending && value !== undefined,
    retry,
  };
}
