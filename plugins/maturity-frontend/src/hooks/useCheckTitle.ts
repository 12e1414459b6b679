// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { useModelInForce } from './useModelInForce';

/** The title of a check of the model in force; its id until the model is loaded. @internal */
export function useCheckTitle(): (checkId: string) => string {
  const model = useModelInForce();
  return useCallback(
    (checkId: string) =>
      model?.dimensions
        ?.flatMap(dimension => dimension.checks)
        .find(check => check.id === checkId)?.title ?? checkId,
    [model],
  );
}
