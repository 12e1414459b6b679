// SPDX-License-Identifier: Apache-2.0
import { Wait } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Archetype, archetypes } from './archetypes';
import { ExampleService } from './organization';
import { createRandom, Random } from './random';
import { Situation, situationAt } from './situation';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A deployment's whole course, decided at once; what is told of it depends on the instant of telling. */
export interface Course {
  id: string;
  requested: number;
  started: number;
  finished: number;
  outcome: 'succeeded' | 'failed' | 'rejected';
  waits: {
    kind: Wait['kind'];
    gate: string;
    from: number;
    to: number;
    decision?: 'approved' | 'rejected';
  }[];
  changes: {
    revision: string;
    committed: number;
    opened: number;
    merged: number;
  }[];
  revision: string;
  hotfix: boolean;
  rollback: boolean;
  templateRef?: string;
}

/** What is asked for on one day, drawn from a stream of that day. */
export function coursesOfDay(
  service: ExampleService,
  situation: Situation,
  epoch: number,
  day: number,
): Course[] {
  const archetype: Archetype = archetypes[service.archetype!];
  const random = createRandom('day', service.name, day);
  const courses: Course[] = [];
  const count = deploymentsOn(archetype, random, day);
  for (let index = 0; index < count; index++) {
    const requested = day * DAY + random.between(8, 17) * HOUR;
    const course = runCourse(
      service,
      situation,
      epoch,
      random,
      requested,
      `${day}${index}`,
    );
    courses.push(course);
    if (course.outcome === 'failed') {
      courses.push(repair(course, archetype, random));
    }
  }
  return courses;
}

function deploymentsOn(
  archetype: Archetype,
  random: Random,
  day: number,
): number {
  const date = new Date(day * DAY);
  const weekday = date.getUTCDay();
  if (archetype.rhythm === 'train') {
    return weekday === 4 ? 1 : 0;
  }
  if (archetype.rhythm === 'monthly') {
    return weekday === 2 && date.getUTCDate() <= 7 ? 1 : 0;
  }
  if (weekday === 0 || weekday === 6) {
    return 0;
  }
  const mean = archetype.perWeek / 5;
  return Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0);
}

/** One deployment from request to end. */
export function runCourse(
  service: ExampleService,
  situation: Situation,
  epoch: number,
  random: Random,
  requested: number,
  number: string,
): Course {
  const archetype: Archetype = archetypes[service.archetype!];
  const state = situationAt(situation, requested);
  let clock = requested;
  let rejected = false;
  const waits: Course['waits'] = [];
  const wait = (kind: Wait['kind'], gate: string, hours: number) => {
    const from = clock;
    clock += hours * HOUR;
    const decision = kind === 'approval' ? ('approved' as const) : undefined;
    waits.push({ kind, gate, from, to: clock, decision });
  };
  if (archetype.queue) wait('queue', 'runner', random.around(archetype.queue));
  if (archetype.concurrency)
    wait('concurrency', 'production', random.around(archetype.concurrency));
  if (archetype.timer) wait('timer', 'bake-time', archetype.timer);
  for (const gate of archetype.gates) {
    if (!state.removedGates.includes(gate.gate)) {
      wait(
        'approval',
        gate.gate,
        random.around(gate.wait * drift(service, epoch, requested), 0.6),
      );
    }
  }
  const last = waits[waits.length - 1];
  if (last?.kind === 'approval' && random.chance(0.03)) {
    last.decision = 'rejected';
    rejected = true;
  }
  const started = clock;
  const finished = rejected
    ? started
    : started + random.around(archetype.deploy, 0.3) * HOUR;
  const failed = !rejected && random.chance(archetype.failRate);
  let outcome: Course['outcome'] = 'succeeded';
  if (failed) outcome = 'failed';
  if (rejected) outcome = 'rejected';
  const changes = Array.from(
    { length: random.integer(...archetype.changes) },
    () => {
      const merged =
        requested - random.around(Math.max(archetype.batch, 0.05), 0.6) * HOUR;
      const opened = merged - random.around(archetype.review, 0.7) * HOUR;
      const committed = opened - random.around(archetype.code, 0.7) * HOUR;
      return { revision: random.revision(), committed, opened, merged };
    },
  );
  return {
    id: `deploy-${number}`,
    requested,
    started,
    finished,
    outcome,
    waits,
    changes,
    revision: changes[0].revision,
    hotfix: false,
    rollback: false,
    ...(random.chance(archetype.goldenShare ?? 1) && {
      templateRef: state.version ?? archetype.version,
    }),
  };
}

/** What follows a failure: a rollback or a hotfix, past the gates. */
function repair(failure: Course, archetype: Archetype, random: Random): Course {
  const finished =
    failure.finished + random.around(archetype.recovery, 0.6) * HOUR;
  const requested = finished - random.around(archetype.deploy, 0.2) * HOUR;
  const rollback = random.chance(0.5);
  const revision = random.revision();
  const committed = failure.finished + (requested - failure.finished) * 0.5;
  return {
    ...failure,
    id: `${failure.id}-fix`,
    requested,
    started: requested,
    finished,
    outcome: 'succeeded',
    waits: [],
    changes: rollback
      ? []
      : [{ revision, committed, opened: committed, merged: requested }],
    revision,
    hotfix: !rollback,
    rollback,
  };
}

/** Factor on approval waits: improving teams halve them within the half year, worsening ones double them. */
function drift(service: ExampleService, epoch: number, at: number): number {
  const halfYears = Math.max(-1, Math.min(1, (at - epoch) / (180 * DAY)));
  return 2 ** (service.trend * (halfYears + 0.5) * 2);
}
