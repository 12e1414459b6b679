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
export interface AsyncDataOptions<T> {
  /** False: waits, for example for a missing argument. */
  enabled?: boolean;
  /** Keeps the previous answer when `key` changes (paging, filters); default true. */
  keep?: boolean;
  /** Gives the answer where it is there already: it is shown at once and not asked for. */
  known?: () => T | undefined;
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
  options: AsyncDataOptions<T> = {},
): AsyncData<T> {
  const { enabled = true, keep = true, known, refreshEvery } = options;
  const [state, setState] = useState<State<T>>(() => {
    const value = known?.();
    return value === undefined
      ? { pending: enabled }
      : { key, value, pending: false };
  });
  const isKnown = useRef(state.value !== undefined);
  const [attempt, setAttempt] = useState(0);
  const loadRef = useRef(load);
  loadRef.current = load;

  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    if (isKnown.current) {
      isKnown.current = false;
      return undefined;
    }
    let current = true;
    // With another key it is pending already: to say so again would draw everything once more.
    setState(previous =>
      previous.key === key && !previous.pending
        ? { ...previous, pending: true }
        : previous,
    );
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
