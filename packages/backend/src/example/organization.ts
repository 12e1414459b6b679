// SPDX-License-Identifier: Apache-2.0
import { ArchetypeName } from './archetypes';
import { createRandom } from './random';

/** Everything that the example says of a service before any of it is delivered. */
export interface ExampleService {
  name: string;
  team: string;
  system: string;
  lifecycle: 'production' | 'experimental';
  type: 'service' | 'website' | 'library';
  /** Absent: no source reaches it, so that it has no data. */
  archetype?: ArchetypeName;
  /** Repository, `host/owner/name`; several services of one repository are a monorepo. */
  repository: string;
  monorepo?: boolean;
  /** Age in days when the example starts. */
  ageInDays: number;
  /** Days ago at which its data stopped. */
  silentForDays?: number;
  /** The approval waits of `-1` shrink over time, those of `1` grow. */
  trend: -1 | 0 | 1;
}

export const OWNER = 'harborline';
export const HOST = 'git.example.com';

export const departments = [
  { name: 'commerce', title: 'Commerce' },
  { name: 'operations', title: 'Operations' },
  { name: 'foundation', title: 'Foundation' },
];

export const teams = [
  {
    name: 'checkout',
    title: 'Checkout',
    parent: 'commerce',
    system: 'shopping',
  },
  {
    name: 'payments',
    title: 'Payments',
    parent: 'commerce',
    system: 'shopping',
  },
  {
    name: 'storefront',
    title: 'Storefront',
    parent: 'commerce',
    system: 'shopping',
  },
  {
    name: 'warehouse',
    title: 'Warehouse',
    parent: 'operations',
    system: 'fulfillment',
  },
  {
    name: 'routing',
    title: 'Routing',
    parent: 'operations',
    system: 'fulfillment',
  },
  {
    name: 'identity',
    title: 'Identity',
    parent: 'foundation',
    system: 'accounts',
  },
  {
    name: 'messaging',
    title: 'Messaging',
    parent: 'foundation',
    system: 'accounts',
  },
  {
    name: 'insights',
    title: 'Insights',
    parent: 'foundation',
    system: 'analytics',
  },
];

export const systems = [
  {
    name: 'shopping',
    title: 'Shopping',
    domain: 'commerce',
    owner: 'commerce',
  },
  {
    name: 'fulfillment',
    title: 'Fulfillment',
    domain: 'logistics',
    owner: 'operations',
  },
  {
    name: 'accounts',
    title: 'Accounts',
    domain: 'platform',
    owner: 'foundation',
  },
  {
    name: 'analytics',
    title: 'Analytics',
    domain: 'platform',
    owner: 'foundation',
  },
];

export const domains = [
  { name: 'commerce', title: 'Commerce', owner: 'commerce' },
  { name: 'logistics', title: 'Logistics', owner: 'operations' },
  { name: 'platform', title: 'Platform', owner: 'foundation' },
];

/** `name:archetype` by team; marks behind it: `!` experimental, `~` went silent, `+` fresh, `?` no data, `^`/`v` trend. */
const PLAN: Record<string, string> = {
  checkout:
    'checkout-api:gated checkout-web:ownGatedv basket-service:selfService order-service:lightlyGated promotions:onDemand tax-engine:weeklyTrain gift-cards:fragile returns-portal:homegrown',
  payments:
    'payment-gateway:gated^ card-vault:monthly fraud-scoring:ownGatedv settlement:weeklyTrain wallet:selfService invoice-service:gatedv refund-worker:timed payment-webhooks:onDemand',
  storefront:
    'storefront-web:onDemand product-catalog:selfService search-api:onDemand recommendations:homegrown! reviews:selfService image-service:runnerStarved pricing-api:lightlyGated ab-testing:onDemand!+',
  warehouse:
    'stock-ledger:weeklyTrain picking-app:ownGated^ packing-station:homegrown label-printer:homegrown~ receiving:monthly bin-locator:weeklyTrainv dock-scheduler:ownGated',
  routing:
    'route-planner:ownGated carrier-gateway:ownGatedv tracking-api:onDemand delivery-eta:selfService driver-app:lightlyGated customs-docs:monthly address-check:runnerStarved',
  identity:
    'login-service:lightlyGatedv session-store:selfService user-profile:ownGated consent-service:weeklyTrain audit-log:ownGated permissions-api:timed device-registry:lightlyGated',
  messaging:
    'email-sender:onDemand sms-sender:selfService push-sender:selfService template-studio:homegrown! inbox-api:ownGated notification-preferences:onDemand webhooks-hub:fragile',
  insights:
    'events-ingest:batchJob warehouse-sync:ownGated metrics-api:batchJob dashboards:batchJobv forecast-models:ownGated! churn-report:homegrown~ data-exports:?! partner-feeds:?',
};

/** Three services that share one repository. */
const MONOREPO = ['email-sender', 'sms-sender', 'push-sender'];

/** Before and after: a service that is renamed, and one that is removed, while the portal runs for the first time. */
export const RENAMED = { from: 'cart-service', to: 'basket-service' };
export const REMOVED = 'fax-gateway';

function readPlan(): ExampleService[] {
  return teams.flatMap(team =>
    PLAN[team.name].split(' ').map(entry => {
      const [name, rest] = entry.split(':');
      const archetype = rest.replace(/[!~+?^v]+$/, '');
      const has = (mark: string) => rest.slice(archetype.length).includes(mark);
      const random = createRandom('service', name);
      let trend: ExampleService['trend'] = 0;
      if (has('v')) trend = -1;
      if (has('^')) trend = 1;
      return {
        name,
        team: team.name,
        system: team.system,
        lifecycle: has('!') ? 'experimental' : 'production',
        type: /-(web|app|portal)$/.test(name) ? 'website' : 'service',
        archetype: (archetype || undefined) as ArchetypeName | undefined,
        repository: `${HOST}/${OWNER}/${
          MONOREPO.includes(name) ? 'senders' : name
        }`,
        monorepo: MONOREPO.includes(name) || undefined,
        // Young enough, for some, that their own provisioning is measured.
        ageInDays: has('+') ? 6 : random.integer(190, 520),
        silentForDays: has('~') ? 40 : undefined,
        trend,
      };
    }),
  );
}

/** The services as they are after the first minutes. */
export const services: ExampleService[] = readPlan();

/** The service that leaves the catalog; it has delivered before. */
export const removedService: ExampleService = {
  name: REMOVED,
  team: 'messaging',
  system: 'accounts',
  lifecycle: 'production',
  type: 'service',
  archetype: 'monthly',
  repository: `${HOST}/${OWNER}/${REMOVED}`,
  ageInDays: 900,
  trend: 0,
};

export function serviceUrl(service: ExampleService): string {
  return `https://${service.repository}`;
}
