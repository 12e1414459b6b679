// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Archetype, archetypes } from './archetypes';
import { Course, coursesOfDay, DAY, HOUR, runCourse } from './courses';
import { ExampleService, serviceUrl } from './organization';
import { createRandom } from './random';
import { Situation } from './situation';

/**
 * Production deployments of one service that were asked for, or finished, in (from, to], told as of `to`.
 *
 * @remarks
 * Each day is drawn from its own stream, so that any stretch of time can be told again and comes out the same.
 */
export function deploymentsBetween(
  service: ExampleService,
  situation: Situation,
  epoch: number,
  from: number,
  to: number,
): Deployment[] {
  if (!service.archetype) {
    return [];
  }
  const born = epoch - service.ageInDays * DAY;
  const silent = service.silentForDays
    ? epoch - service.silentForDays * DAY
    : Infinity;
  // The longest course: a chain of slow gates takes weeks.
  const first = Math.max(born, from - 45 * DAY);
  const told: Deployment[] = [];
  for (let day = Math.floor(first / DAY); day <= Math.floor(to / DAY); day++) {
    for (const course of coursesOfDay(service, situation, epoch, day)) {
      const touched =
        (course.requested > from && course.requested <= to) ||
        (course.finished > from && course.finished <= to);
      if (touched && course.requested > born && course.requested < silent) {
        told.push(tell(service, course, to));
      }
    }
  }
  return told;
}

/** One more deployment, ending at `at`: what makes a busy afternoon look busy. */
export function deploymentAt(
  service: ExampleService,
  situation: Situation,
  epoch: number,
  at: number,
): Deployment {
  const random = createRandom('extra', service.name, at);
  const course = runCourse(
    service,
    situation,
    epoch,
    random,
    at - HOUR,
    `x${Math.floor(at / 1000)}`,
  );
  const shift = at - course.finished;
  const moved = (time: number) => time + shift;
  return tell(
    service,
    {
      ...course,
      requested: moved(course.requested),
      started: moved(course.started),
      finished: at,
      waits: course.waits.map(wait => ({
        ...wait,
        from: moved(wait.from),
        to: moved(wait.to),
      })),
      changes: course.changes.map(change => ({
        ...change,
        committed: moved(change.committed),
        opened: moved(change.opened),
        merged: moved(change.merged),
      })),
    },
    at,
  );
}

const instant = (time: number) => new Date(time).toISOString();

function tell(
  service: ExampleService,
  course: Course,
  now: number,
): Deployment {
  const done = course.finished <= now;
  const archetype: Archetype = archetypes[service.archetype!];
  const path =
    archetype.pipeline === 'batch-golden'
      ? '.gitlab-ci.yml'
      : '.github/workflows/delivery.yml';
  const template =
    archetype.pipeline === 'batch-golden'
      ? 'batch-delivery'
      : 'service-delivery';
  return {
    source: service.repository,
    id: `${service.name}/${course.id}`,
    observedAt: instant(done ? course.finished : now),
    repository: service.repository,
    ...(service.monorepo && { service: service.name }),
    environment: 'production',
    revision: course.revision,
    requestedAt: instant(course.requested),
    ...(course.started <= now && { startedAt: instant(course.started) }),
    ...(done && { finishedAt: instant(course.finished) }),
    outcome: done ? course.outcome : 'pending',
    trigger: archetype.rhythm === 'steady' ? 'push' : 'manual',
    waits: course.waits
      .filter(wait => wait.from <= now)
      .map(({ from, to, decision, ...wait }) => ({
        ...wait,
        from: instant(from),
        ...(to <= now && {
          to: instant(to),
          ...(decision && { decision, approvers: 1 }),
        }),
      })),
    pipeline: {
      path,
      ...(course.templateRef && {
        template: { id: template, ref: course.templateRef },
      }),
    },
    changes: course.changes.map(change => ({
      revision: change.revision,
      committedAt: instant(change.committed),
      openedAt: instant(change.opened),
      mergedAt: instant(change.merged),
    })),
    rollback: course.rollback,
    hotfix: course.hotfix,
    url: `${serviceUrl(service)}/deployments/${course.id}`,
  };
}
