// SPDX-License-Identifier: Apache-2.0

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A measure looks back so far. */
const WINDOW_DAYS = 90;

/** How a service of the example was shipped: how often, and how long after the commit. */
interface Shipping {
  service: string;
  /** The first and the last day, back from now. */
  fromDaysAgo: number;
  toDaysAgo: number;
  everyDays: number;
  leadHours: number;
}

function deployments(shipping: Shipping, now: number) {
  const { service, fromDaysAgo, toDaysAgo, everyDays, leadHours } = shipping;
  const count = Math.floor((fromDaysAgo - toDaysAgo) / everyDays);
  return Array.from({ length: count }, (_, index) => {
    const at = now - (fromDaysAgo - index * everyDays) * DAY;
    const revision = `${service}-${fromDaysAgo}-${index}`;
    const instant = (hoursBefore: number) =>
      new Date(at - hoursBefore * HOUR).toISOString();
    return {
      source: 'contradictions',
      id: revision,
      observedAt: instant(0),
      entityRef: `component:default/${service}`,
      environment: 'production',
      tier: 'production',
      revision,
      requestedAt: instant(0.2),
      startedAt: instant(0.1),
      finishedAt: instant(0),
      outcome: 'succeeded',
      changes: [
        { revision, committedAt: instant(leadHours), mergedAt: instant(0.3) },
      ],
    };
  });
}

function provisioning(
  service: string,
  daysAgo: number,
  hours: number,
  now: number,
) {
  const requested = now - daysAgo * DAY;
  const instant = (offset: number) =>
    new Date(requested + offset * HOUR).toISOString();
  return {
    source: 'contradictions',
    id: `${service}-request`,
    observedAt: instant(hours),
    entityRef: `component:default/${service}`,
    subject: 'service',
    requestedAt: instant(0),
    requestBasis: 'ticket',
    firstDeploymentAt: instant(hours),
  };
}

/** The body of one call of `POST /ingest/records`. */
export function contradictingRecords(now: number) {
  const before = { fromDaysAgo: 2 * WINDOW_DAYS, toDaysAgo: WINDOW_DAYS };
  const since = { fromDaysAgo: WINDOW_DAYS, toDaysAgo: 0 };
  return {
    deployments: [
      // One from level 1 to 2 and one from 3 to 2: more at level 2, fewer at level 3.
      { ...before, service: 'mixed-riser', everyDays: 3, leadHours: 400 },
      { ...since, service: 'mixed-riser', everyDays: 3, leadHours: 100 },
      { ...before, service: 'mixed-faller', everyDays: 1, leadHours: 10 },
      { ...since, service: 'mixed-faller', everyDays: 3, leadHours: 100 },
      // Good in all that is its own.
      {
        ...since,
        fromDaysAgo: 60,
        service: 'waiting-service',
        everyDays: 0.5,
        leadHours: 0.5,
      },
    ].flatMap(shipping => deployments(shipping, now)),
    provisionings: [
      provisioning('hardly-known-service', 30, 1, now),
      // Three requests of one owner make a route.
      provisioning('waiting-service', 61, 24, now),
      provisioning('waiting-longer', 50, 30, now),
      provisioning('waiting-longest', 40, 36, now),
    ],
  };
}

/** Days over which the past of the mixed services is computed. */
export const REPLAYED_DAYS = WINDOW_DAYS;
