// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import { FacetsAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';
import { AsyncData, useAsyncData } from './useAsyncData';

/** What the filters offer, over everything that the reader may see. @internal */
export function useFacets(): AsyncData<FacetsAnswer> {
  const api = useApi(maturityApiRef);
  return useAsyncData('facets', () => api.getFacets());
}
