// SPDX-License-Identifier: Apache-2.0
import { ItemOutcome } from './upsertRecords';

/** @internal */
export function countOutcomes(outcomes: ItemOutcome[]): {
  accepted: number;
  duplicates: number;
  unmatched: number;
} {
  const count = (outcome: ItemOutcome) =>
    outcomes.filter(item => item === outcome).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    unmatched: count('unmatched'),
  };
}
