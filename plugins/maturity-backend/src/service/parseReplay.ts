// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { Duration } from 'luxon';
import { BodyOf } from './types';

type Replay = NonNullable<BodyOf<'postEvaluation'>['replay']>;

/** Instants of one replay: two years of days and then some, each of which evaluates every entity. */
const MAX_INSTANTS = 1000;

/** A replay that makes sense, or a sentence on why it does not. @internal */
export function parseReplay(replay: Replay, now: Date): Replay {
  const from = Date.parse(replay.from);
  const to = Date.parse(replay.to);
  if (from > to) {
    throw new InputError(
      `'replay.from' (${replay.from}) lies after 'replay.to' (${replay.to}). Swap them.`,
    );
  }
  if (to > now.getTime()) {
    throw new InputError(
      `'replay.to' (${replay.to}) lies in the future, which nothing is known of. Use the present instant at most.`,
    );
  }
  const every = Duration.fromISO(replay.every);
  const everyMs = every.isValid ? every.toMillis() : Number.NaN;
  if (!(everyMs >= Duration.fromObject({ days: 1 }).toMillis())) {
    throw new InputError(
      `'replay.every' is '${replay.every}'. Use an ISO 8601 duration of at least one day, for example 'P1D' or 'P1W'.`,
    );
  }
  if ((to - from) / everyMs > MAX_INSTANTS) {
    throw new InputError(
      `The replay asks for more than ${MAX_INSTANTS} instants. Use a larger 'replay.every', or replay the range in parts.`,
    );
  }
  return replay;
}
