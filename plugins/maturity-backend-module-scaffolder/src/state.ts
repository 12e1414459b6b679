// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Tasks that were read and lie after the place to go on at. */
const MAX_SETTLED = 10_000;

const stateSchema = z.object({
  version: z.literal(1),
  /** Tasks that were created since are listed again. */
  from: z.string(),
  /** Of these the last word is known: they are not read again. */
  settled: z.array(z.string()).default([]),
  /** The last run ended with a bad word about every entity, which a good one must take back. */
  isTroubled: z.boolean().default(false),
});

/** What is remembered of the Scaffolder between runs. @internal */
export type TargetState = z.output<typeof stateSchema>;

/** What cannot be read, as after an update, begins anew: everything is idempotent. @internal */
export function parseState(
  value: string | undefined,
  since: string,
): TargetState {
  const empty = stateSchema.parse({ version: 1, from: since });
  try {
    return stateSchema.parse(JSON.parse(value ?? ''));
  } catch {
    return empty;
  }
}

/** @internal */
export function printState(state: TargetState): string {
  return JSON.stringify({
    ...state,
    settled: state.settled.slice(0, MAX_SETTLED),
  });
}
