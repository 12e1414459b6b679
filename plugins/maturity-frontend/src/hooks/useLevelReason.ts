// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { LevelReason } from '@delivery-maturity/backstage-plugin-maturity-common';
import { describeLevelReason } from '../components/LevelReason/describeLevelReason';
import { useFormat } from './useFormat';
import { useMaturityTranslation } from './useMaturityTranslation';
import { useModel } from './useModel';

/** Says why a level is what it is, in the reader's language. @internal */
export function useLevelReason() {
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  return useCallback(
    (reason: LevelReason) =>
      describeLevelReason(reason, { t, levelName, ...format }),
    [t, levelName, format],
  );
}
