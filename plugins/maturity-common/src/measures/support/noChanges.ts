// SPDX-License-Identifier: Apache-2.0
import { Measurement } from '../types';
import { noSamples, untold } from './measurement';
import { RecordView } from './recordView';

/**
 * Why no release that succeeded has a change to measure: none succeeded, no source tells changes, or there were none.
 *
 * @internal
 */
export function noChanges({
  succeeded,
  knowledge,
}: Pick<RecordView, 'succeeded' | 'knowledge'>): Measurement {
  if (succeeded.length === 0) {
    return noSamples('No production deployment succeeded in the window.');
  }
  return knowledge.tells('changes')
    ? noSamples(
        'No succeeded production deployment of the window carries changes with commit times.',
      )
    : untold('changes');
}
