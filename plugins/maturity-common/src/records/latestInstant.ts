// SPDX-License-Identifier: Apache-2.0
import { Instant, Wait } from './schema';

const MEMBERS = [
  'observedAt',
  'requestedAt',
  'startedAt',
  'finishedAt',
  'repositoryAt',
  'templateDoneAt',
  'firstGreenBuildAt',
  'firstDeploymentAt',
  'openedAt',
  'resolvedAt',
];

/** The latest instant that a record tells: until it has come, a record may count for less than it says. @public */
export function latestInstant(record: object): Instant | undefined {
  const fields = record as Record<string, unknown>;
  const waits = (fields.waits as Wait[] | undefined) ?? [];
  return [
    ...MEMBERS.map(name => fields[name] as Instant | undefined),
    ...waits.flatMap(({ from, to }) => [from, to]),
  ].reduce(
    (latest, instant) =>
      instant !== undefined && (latest === undefined || instant > latest)
        ? instant
        : latest,
    undefined,
  );
}
