// SPDX-License-Identifier: Apache-2.0
import { useUrlParam } from '../../hooks';

/** Which change is split: the one in the middle, or a slow one. The address remembers it. @internal */
export function useTimePercentile(): [
  'p50' | 'p90',
  (value: 'p50' | 'p90') => void,
] {
  const [chosen, setChosen] = useUrlParam('time');
  return [
    chosen === 'p90' ? 'p90' : 'p50',
    value => setChosen(value === 'p90' ? 'p90' : undefined),
  ];
}
