// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  MaturityApi,
  ModelAnswer,
  ModelCheck,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';
import { useAsyncData } from './useAsyncData';
import { useMaturityTranslation } from './useMaturityTranslation';

/** The rubric rarely changes: one request serves every component for a while. */
const KEEP_FOR = 5 * 60 * 1000;

interface Known {
  at: number;
  answer: Promise<ModelAnswer>;
  /** Once it has arrived. */
  value?: ModelAnswer;
}

const cache = new WeakMap<MaturityApi, Known>();

/**
 * The rubric in force and the names of its levels. Where it is not loaded yet,
 * levels are named by their number alone.
 *
 * @internal
 */
export function useModel() {
  const api = useApi(maturityApiRef);
  const { t } = useMaturityTranslation();
  const { value, error, loading, retry } = useAsyncData(
    'model',
    () => loadModel(api),
    // Every ladder of a table asks: one that waited would be drawn twice.
    { known: () => knownModel(api)?.value },
  );
  return useMemo(() => {
    const names = levelNames(value);
    return {
      model: value,
      error,
      loading,
      retry,
      /** The highest level. */
      top: Math.max(1, (names.length || 5) - 1),
      levelName: (level: number) =>
        names[level] ?? t('level.unnamed', { level: String(level) }),
      /** The definition of a check; absent until the rubric is loaded. */
      check: (checkId: string) => checkOf(value, checkId),
    };
  }, [value, error, loading, retry, t]);
}

function knownModel(api: MaturityApi): Known | undefined {
  const known = cache.get(api);
  return known && Date.now() - known.at < KEEP_FOR ? known : undefined;
}

function loadModel(api: MaturityApi): Promise<ModelAnswer> {
  const known = knownModel(api);
  if (known) {
    return known.answer;
  }
  const answer = api.getModel();
  const entry: Known = { at: Date.now(), answer };
  cache.set(api, entry);
  answer.then(
    value => {
      entry.value = value;
    },
    // A failed request must not be remembered; whoever asked shows the error.
    () => cache.delete(api),
  );
  return answer;
}

function levelNames(answer: ModelAnswer | undefined): string[] {
  return modelOf(answer)?.levels?.map(level => level.name) ?? [];
}

function checkOf(
  answer: ModelAnswer | undefined,
  checkId: string,
): ModelCheck | undefined {
  return modelOf(answer)
    ?.dimensions?.flatMap(dimension => dimension.checks)
    .find(check => check.id === checkId);
}

function modelOf(
  answer: ModelAnswer | undefined,
): Partial<ScorecardModel> | undefined {
  return answer?.model;
}
