// SPDX-License-Identifier: Apache-2.0
import type { ReadingNote } from './notes';
import { Change, Deployment, Instant, RecordType, Wait } from './schema';

/** Before it, a time is one that a language or database writes where it knows none. */
const FIRST_INSTANT = '2000-01-01T00:00:00.000Z';
const MINUTE = 60_000;
/** How far clocks of machines that are looked after differ. */
export const CLOCK_SKEW_MS = 5 * MINUTE;
/** Up to a day a wrong time zone explains; beyond it the date is wrong. */
const WRONG_ZONE_MS = 24 * 60 * MINUTE;

/** A record whose times make sense, with what was corrected, or the sentence that says why it is refused. @internal */
export type SettledTimes<T> =
  | { record: T; notes: ReadingNote[] }
  | { reason: string };

type Fields = Record<string, unknown>;

/** For each type the times in the order in which they happen; each is an end of those before it. */
const ORDER: Record<RecordType, string[][]> = {
  deployment: [['requestedAt', 'startedAt', 'finishedAt']],
  provisioning: [
    ['requestedAt', 'templateDoneAt'],
    ['requestedAt', 'firstGreenBuildAt'],
    ['requestedAt', 'firstDeploymentAt'],
  ],
  incident: [['openedAt', 'resolvedAt']],
  pipeline: [],
  fact: [],
};

/** Without them there is no record. */
const REQUIRED: Record<RecordType, string[]> = {
  deployment: ['observedAt'],
  provisioning: ['observedAt', 'requestedAt'],
  incident: ['observedAt', 'openedAt'],
  pipeline: ['observedAt'],
  fact: ['observedAt'],
};

const OPTIONAL: Record<RecordType, string[]> = {
  deployment: ['requestedAt', 'startedAt', 'finishedAt'],
  provisioning: [
    'repositoryAt',
    'templateDoneAt',
    'firstGreenBuildAt',
    'firstDeploymentAt',
  ],
  incident: ['resolvedAt'],
  pipeline: [],
  fact: [],
};

/**
 * Brings the times of a record to what they can mean.
 *
 * @remarks
 *
 * A time before the year 2000 is unknown, and with it what cannot be told without it: a record that needs it is
 * refused, one unknown start of a wait makes the waits unknown, a change without its commit is left out. A time later
 * than received is kept up to 5 minutes, taken as received up to 24 hours, and refused beyond. An end up to 5 minutes
 * before its start is set to it, and refused beyond.
 *
 * @param receivedAt - absent: nothing is said of times to come
 * @internal
 */
export function settleTimes<T extends object>(
  type: RecordType,
  record: T,
  receivedAt?: Instant,
): SettledTimes<T> {
  const notes = new Set<ReadingNote>();
  const problems: string[] = [];
  const settle = settlerOf(type, { receivedAt, notes, problems });
  const fields = { ...record } as Fields;
  for (const name of [...REQUIRED[type], ...OPTIONAL[type]]) {
    settle.instant(fields, name, REQUIRED[type].includes(name));
  }
  ORDER[type].forEach(names => settle.order(fields, names));
  settleWaits(fields, settle);
  settleChanges(fields, settle);
  return problems.length > 0
    ? { reason: problems[0] }
    : { record: fields as T, notes: [...notes] };
}

type Settler = ReturnType<typeof settlerOf>;

function settlerOf(
  type: RecordType,
  context: {
    receivedAt?: Instant;
    notes: Set<ReadingNote>;
    problems: string[];
  },
) {
  const { receivedAt, notes, problems } = context;
  return {
    /** Answers whether the time is known now. */
    instant(
      fields: Fields,
      name: string,
      isRequired: boolean,
      at = '',
    ): boolean {
      const value = fields[name] as Instant | undefined;
      if (value === undefined) {
        return false;
      }
      if (value < FIRST_INSTANT) {
        delete fields[name];
        notes.add('time-before-2000');
        if (isRequired) {
          problems.push(
            `The ${type} record has the time '${value}' as '${at}${name}', which is taken for unknown, as every time before the year 2000. It is needed; send when it was.`,
          );
        }
        return false;
      }
      const ahead = receivedAt ? Date.parse(value) - Date.parse(receivedAt) : 0;
      if (ahead > WRONG_ZONE_MS) {
        problems.push(
          `The ${type} record lies in the future: '${at}${name}' is '${value}', and it was received at '${receivedAt}'. Check the date, and the clock of the sender.`,
        );
      } else if (ahead > CLOCK_SKEW_MS) {
        fields[name] = receivedAt;
        notes.add('time-ahead');
      }
      return true;
    },
    order(fields: Fields, names: string[], at = ''): void {
      names.forEach((later, index) => {
        names.slice(0, index).forEach(earlier => {
          const contradiction = findWrongOrder(
            type,
            fields,
            earlier,
            later,
            at,
          );
          if (contradiction) problems.push(contradiction);
        });
      });
      names.forEach((later, index) => {
        const before = names
          .slice(0, index)
          .flatMap(name => (fields[name] as Instant | undefined) ?? [])
          .sort();
        const start = before[before.length - 1];
        const end = fields[later] as Instant | undefined;
        if (start !== undefined && end !== undefined && end < start) {
          fields[later] = start;
          notes.add('end-before-start');
        }
      });
    },
  };
}

function findWrongOrder(
  type: RecordType,
  fields: Fields,
  earlier: string,
  later: string,
  at: string,
): string | undefined {
  const first = fields[earlier] as Instant | undefined;
  const second = fields[later] as Instant | undefined;
  if (
    first === undefined ||
    second === undefined ||
    Date.parse(first) - Date.parse(second) <= CLOCK_SKEW_MS
  ) {
    return undefined;
  }
  return `The ${type} record contradicts itself: '${at}${later}' ('${second}') is before '${at}${earlier}' ('${first}'). Check both times and their zones.`;
}

function settleWaits(fields: Fields, settle: Settler): void {
  const waits = fields.waits as Wait[] | undefined;
  if (!waits) {
    return;
  }
  let areKnown = true;
  fields.waits = waits.map((wait, index) => {
    const settled: Fields = { ...wait };
    const at = `waits[${index}].`;
    // A wait that ended at an unknown time would count as one that is still open.
    const isKnown =
      settle.instant(settled, 'from', false, at) &&
      (wait.to === undefined || settle.instant(settled, 'to', false, at));
    areKnown &&= isKnown;
    settle.order(settled, ['from', 'to'], at);
    return settled;
  });
  if (!areKnown) {
    delete fields.waits;
  }
}

function settleChanges(fields: Fields, settle: Settler): void {
  const { changes } = fields as Partial<Deployment>;
  if (!changes) {
    return;
  }
  const settled = changes.flatMap((change, index): Change[] => {
    const copy: Fields = { ...change };
    const at = `changes[${index}].`;
    const isKnown = settle.instant(copy, 'committedAt', false, at);
    settle.instant(copy, 'openedAt', false, at);
    settle.instant(copy, 'mergedAt', false, at);
    settle.order(copy, ['openedAt', 'mergedAt'], at);
    return isKnown ? [copy as Change] : [];
  });
  if (settled.length === changes.length) {
    fields.changes = settled;
  } else if (settled.length > 0) {
    fields.changes = settled;
    fields.truncated = true;
  } else {
    delete fields.changes;
  }
}
