// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { DateTime, Duration } from 'luxon';

/** Ten years of days; more is a mistake. */
const MAX_INSTANTS = 3_700;

/**
 * The instants of a replay, the last of them at its end.
 *
 * @throws InputError where the range or the duration makes no sense
 * @internal
 */
export function replayInstants(
  replay: { from: string; to: string; every: string },
  now: Date,
): Date[] {
  const from = DateTime.fromISO(replay.from, { zone: 'utc' });
  const given = DateTime.fromISO(replay.to, { zone: 'utc' });
  if (!from.isValid || !given.isValid) {
    throw new InputError(
      "'replay.from' and 'replay.to' must be ISO 8601 instants, for example '2026-01-01T00:00:00Z'.",
    );
  }
  const every = Duration.fromISO(replay.every);
  if (!every.isValid || every.toMillis() < Duration.fromISO('P1D').toMillis()) {
    throw new InputError(
      `'replay.every' is '${replay.every}'; write an ISO 8601 duration of at least one day, for example 'P1D'.`,
    );
  }
  const present = DateTime.fromJSDate(now, { zone: 'utc' });
  const to = given > present ? present : given;
  if (from > to) {
    throw new InputError(
      `'replay.from' ('${replay.from}') is after 'replay.to' ('${replay.to}') or in the future.`,
    );
  }
  const instants: Date[] = [];
  for (let step = 0; ; step += 1) {
    const at = from.plus(Duration.fromMillis(every.toMillis() * step));
    if (at >= to) {
      break;
    }
    instants.push(at.toJSDate());
    if (instants.length > MAX_INSTANTS) {
      throw new InputError(
        `The replay has more than ${MAX_INSTANTS} instants; choose a shorter range or a longer 'replay.every'.`,
      );
    }
  }
  return [...instants, to.toJSDate()];
}
