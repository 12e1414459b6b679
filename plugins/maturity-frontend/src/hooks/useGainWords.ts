// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { GainWords } from '../components/Gain/describeGain';
import { useDimensions } from './useDimensions';
import { useFormat } from './useFormat';
import { useMaturityTranslation } from './useMaturityTranslation';
import { useModel } from './useModel';

/** What it takes to say a gain in the reader's language. @internal */
export function useGainWords(): GainWords {
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const { title: dimensionTitle } = useDimensions();
  const { number, percent } = useFormat();
  return useMemo(
    () => ({ t, levelName, dimensionTitle, number, percent }),
    [t, levelName, dimensionTitle, number, percent],
  );
}
