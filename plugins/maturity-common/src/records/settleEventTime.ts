// SPDX-License-Identifier: Apache-2.0
import type { ReadingNote } from './notes';
import type { Instant } from './schema';
import { settleTimes } from './settleTimes';

/**
 * Brings the time of an event to what it can mean, by the same rule as those of records.
 *
 * @internal
 */
export function settleEventTime(
  instant: Instant,
  receivedAt: Instant | undefined,
):
  | { instant: Instant; notes: ReadingNote[] }
  | { reason: string; note: ReadingNote } {
  const settled = settleTimes('fact', { observedAt: instant }, receivedAt);
  if ('record' in settled) {
    return { instant: settled.record.observedAt, notes: settled.notes };
  }
  const isAhead = receivedAt !== undefined && instant > receivedAt;
  return isAhead
    ? {
        reason: `The event lies in the future: its time is '${instant}', and it was received at '${receivedAt}'. Check the date, and the clock of the sender.`,
        note: 'time-ahead',
      }
    : {
        reason: `The event has the time '${instant}', which is taken for unknown, as every time before the year 2000. Send when it happened as 'context.timestamp'.`,
        note: 'time-before-2000',
      };
}
