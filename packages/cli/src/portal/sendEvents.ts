// SPDX-License-Identifier: Apache-2.0
import { Summary } from '../summary';
import { Portal } from './createPortal';
import { refusalOf } from './refusal';

/** Sends one batch; a batch that is refused as a whole counts with all its items. */
export async function sendEvents(
  portal: Portal,
  batch: unknown[],
  source: string,
  summary: Summary,
): Promise<void> {
  try {
    summary.ingested(source, await portal.maturity.ingestCdevents(batch));
  } catch (error) {
    const reason = refusalOf(error);
    batch.forEach(() => summary.refused(source, reason));
  }
}
