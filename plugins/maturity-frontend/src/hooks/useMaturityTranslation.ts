// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { maturityTranslationRef } from '../translation';

/** The plugin's texts, in the reader's language. @internal */
export function useMaturityTranslation() {
  return useTranslationRef(maturityTranslationRef);
}

/** @internal */
export type Translate = ReturnType<typeof useMaturityTranslation>['t'];
