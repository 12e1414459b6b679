// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { useModel } from './useModel';

interface NamedChecks {
  checks?: {
    id: string;
    title?: string;
    measure?: string;
    measureId?: string;
  }[];
}

/** The title of a check of the model in force; its id until the model is loaded. @internal */
export function useCheckTitle(): (checkId: string) => string {
  const { model } = useModel();
  return useCallback(
    (checkId: string) => {
      const dimensions: NamedChecks[] = model?.model?.dimensions ?? [];
      const check = dimensions
        .flatMap(dimension => dimension.checks ?? [])
        .find(candidate => candidate.id === checkId);
      const measureId = check?.measure ?? check?.measureId;
      return (
        check?.title ??
        model?.measures.find(measure => measure.id === measureId)?.title ??
        checkId
      );
    },
    [model],
  );
}
