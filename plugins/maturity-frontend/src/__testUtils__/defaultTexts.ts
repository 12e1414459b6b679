// SPDX-License-Identifier: Apache-2.0
import { mockApis } from '@backstage/frontend-test-utils';
import { Translate } from '../hooks/useMaturityTranslation';
import { maturityTranslationRef } from '../translation';

/** The plugin's texts as they are written, for what says something without a component. @internal */
export function defaultTexts(): Translate {
  const snapshot = mockApis
    .translation()
    .getTranslation(maturityTranslationRef);
  if (!snapshot.ready) {
    throw new Error('The texts are not there.');
  }
  return snapshot.t;
}
