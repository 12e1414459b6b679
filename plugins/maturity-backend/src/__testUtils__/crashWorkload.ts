// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import knexFactory, { Knex } from 'knex';
import { MaturityIngest } from '../ingest/types';

const ENTITIES = 8;
const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

const WORKFLOW = `on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  deploy:
    environment: production
    runs-on: ubuntu-latest
    steps:
      - run: kubectl apply -f k8s
`;

/** A database of its own, by file name or connection string. */
export async function connect(database: string): Promise<Knex> {
  return database.startsWith('postgres')
    ? knexFactory({ client: 'pg', connection: database })
    : knexFactory({
        client: 'better-sqlite3',
        connection: { filename: database },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
}

export function crashEntities(): Entity[] {
  return Array.from({ length: ENTITIES }, (_, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `service-${index}`,
      annotations: { 'github.com/project-slug': `acme/service-${index}` },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: `team-${index % 2}`,
    },
  }));
}

/** Imports events in small batches, then records and pipelines; `step` is called after each. */
export async function importAll(
  ingest: MaturityIngest,
  step: () => Promise<void>,
): Promise<void> {
  const events = Array.from({ length: ENTITIES }).flatMap((_, service) =>
    Array.from({ length: 12 }).flatMap((__, n) => delivery(service, n)),
  );
  // Neighbors in time are of different services, and a delivery is spread over batches.
  events.sort((a, b) => (a.context.timestamp < b.context.timestamp ? -1 : 1));
  for (let next = 0; next < events.length; next += 17) {
    await ingest.ingestCdevents(events.slice(next, next + 17));
    await step();
  }
  for (let service = 0; service < ENTITIES; service += 1) {
    await ingest.ingestRecords({
      deployments: [1, 2, 3].map(n => failedDeployment(service, n)),
      provisionings: [provisioning(service)],
    });
    await ingest.putPipelines(`component:default/service-${service}`, {
      provider: 'github',
      observedAt: at(1),
      files: [{ path: '.github/workflows/ci.yml', content: WORKFLOW }],
    });
    await step();
  }
}

function at(days: number): string {
  return new Date(NOW - days * DAY).toISOString();
}

function delivery(service: number, n: number) {
  const source = `https://github.com/acme/service-${service}`;
  const sha = `${service}${n.toString(16)}`.padEnd(40, 'a');
  const event = (
    type: string,
    days: number,
    id: string,
    content: Record<string, unknown>,
  ) => ({
    context: {
      version: '0.4.1',
      id: `${type}-${n}`,
      source,
      type: `dev.cdevents.${type}.0.2.0`,
      timestamp: at(days + service / 100),
      chainId: `${service}-${n}`,
    },
    subject: { id, source, type: type.split('.')[0], content },
  });
  return [
    event('change.merged', 6 * n + 1, sha, {}),
    event('artifact.packaged', 6 * n + 0.9, `pkg:oci/s${service}@sha256:${n}`, {
      change: { id: sha },
    }),
    event('service.deployed', 6 * n + (service % 3) / 4, `service-${service}`, {
      environment: { id: 'production' },
      artifactId: `pkg:oci/s${service}@sha256:${n}`,
    }),
  ];
}

function failedDeployment(service: number, n: number) {
  return {
    source: 'ci',
    id: `failed-${service}-${n}`,
    repository: `github.com/acme/service-${service}`,
    observedAt: at(n),
    environment: 'production',
    finishedAt: at(n),
    outcome: 'failed',
  };
}

function provisioning(service: number) {
  return {
    source: 'portal',
    id: `new-${service}`,
    entityRef: `component:default/service-${service}`,
    observedAt: at(100),
    subject: 'service',
    requestBasis: 'scaffolder',
    requestedAt: at(101),
    firstDeploymentAt: at(100),
    selfService: true,
  };
}
