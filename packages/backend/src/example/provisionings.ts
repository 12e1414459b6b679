// SPDX-License-Identifier: Apache-2.0
import {
  Incident,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Archetype, archetypes } from './archetypes';
import { DAY, HOUR } from './courses';
import { ExampleService, serviceUrl } from './organization';
import { createRandom } from './random';

const instant = (time: number) => new Date(time).toISOString();

/** How the service itself, and environments for it, were asked for and set up. */
export function provisioningsOf(
  service: ExampleService,
  epoch: number,
): Provisioning[] {
  if (!service.archetype) {
    return [];
  }
  const { provisioning }: Archetype = archetypes[service.archetype];
  if (!provisioning) {
    return [];
  }
  const random = createRandom('provisioning', service.name);
  const header = {
    source: 'portal-requests',
    repository: service.repository,
    ...(service.monorepo && { service: service.name }),
    selfService: provisioning.selfService,
    requestBasis: provisioning.selfService
      ? ('scaffolder' as const)
      : ('ticket' as const),
  };
  const setUp = (
    id: string,
    subject: 'service' | 'environment',
    requested: number,
    hours: number,
  ): Provisioning => {
    const at = (share: number) => instant(requested + hours * share * HOUR);
    return {
      ...header,
      id: `${service.name}/${id}`,
      subject,
      ...(subject === 'environment' && { environment: id }),
      requestedAt: instant(requested),
      repositoryAt: at(0.2),
      templateDoneAt: at(0.3),
      firstGreenBuildAt: at(0.6),
      firstDeploymentAt: at(1),
      observedAt: at(1),
      url: `${serviceUrl(service)}/requests/${id}`,
    };
  };
  const own = setUp(
    'service',
    'service',
    epoch - service.ageInDays * DAY,
    random.around(provisioning.hours, 0.3),
  );
  const environments = Array.from(
    { length: random.integer(0, 5) },
    (_, index) =>
      setUp(
        `preview-${index + 1}`,
        'environment',
        epoch - random.between(2, Math.min(service.ageInDays, 170)) * DAY,
        random.around(provisioning.hours * 0.6, 0.5),
      ),
  );
  return [own, ...environments];
}

/** Incidents of the last 180 days, most of them with the deployment that caused them left open. */
export function incidentsOf(
  service: ExampleService,
  epoch: number,
): Incident[] {
  if (!service.archetype || archetypes[service.archetype].failRate < 0.15) {
    return [];
  }
  const random = createRandom('incident', service.name);
  return Array.from({ length: random.integer(1, 4) }, (_, index) => {
    const opened = epoch - random.between(3, 170) * DAY;
    const resolved =
      opened + random.around(archetypes[service.archetype!].recovery) * HOUR;
    return {
      source: 'incident-desk',
      id: `${service.name}/${index + 1}`,
      repository: service.repository,
      ...(service.monorepo && { service: service.name }),
      observedAt: instant(resolved),
      openedAt: instant(opened),
      resolvedAt: instant(resolved),
      url: `https://incidents.example.com/${service.name}-${index + 1}`,
    };
  });
}
