// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { BackendProcess } from './BackendProcess';
import { generateDeployments } from './generate';

const API = '/api/maturity/v1';
const REQUESTS = 10;
const SERVICES_PER_REQUEST = 50;
const RECORDS_PER_SERVICE = 10;
const DELIVERIES_PER_REQUEST = 250;
const HOUR = 3_600_000;

export interface IngestFigures {
  recordsPerSecond: number;
  cdeventsPerSecond: number;
}

/** New records and events, one request after the other, each of many services; evaluation follows meanwhile. */
export async function measureIngest(
  backend: BackendProcess,
  options: { entities: number; now: Date },
): Promise<IngestFigures> {
  const { entities, now } = options;
  const records = Array.from({ length: REQUESTS }, (_, request) => ({
    deployments: Array.from({ length: SERVICES_PER_REQUEST }).flatMap((__, n) =>
      generateDeployments(
        (request * SERVICES_PER_REQUEST + n) % entities,
        RECORDS_PER_SERVICE,
        now,
      ).map(record => ({ ...record, id: `late-${request}-${record.id}` })),
    ),
  }));
  const events = Array.from({ length: REQUESTS }, (_, request) =>
    Array.from({ length: DELIVERIES_PER_REQUEST }).flatMap((__, n) =>
      delivery(request * DELIVERIES_PER_REQUEST + n, entities, now),
    ),
  );
  return {
    recordsPerSecond: await post(
      backend,
      '/ingest/records',
      records.map(body => ({ body, items: body.deployments.length })),
    ),
    cdeventsPerSecond: await post(
      backend,
      '/ingest/cdevents',
      events.map(body => ({ body, items: body.length })),
    ),
  };
}

async function post(
  backend: BackendProcess,
  path: string,
  requests: { body: unknown; items: number }[],
): Promise<number> {
  let items = 0;
  const start = performance.now();
  for (const request of requests) {
    const answer = await backend.call('POST', `${API}${path}`, request.body);
    if (answer.accepted !== request.items) {
      throw new Error(
        `Of ${request.items} items of '${path}' ${
          answer.accepted
        } were taken: ${JSON.stringify(answer).slice(0, 500)}`,
      );
    }
    items += request.items;
  }
  return items / ((performance.now() - start) / 1000);
}

/** A change that is merged, packaged and deployed. */
function delivery(serial: number, entities: number, now: Date): object[] {
  const service = serial % entities;
  const source = `https://github.com/acme/service-${service}`;
  const sha = `e${serial}`.padEnd(40, 'd');
  const artifact = `pkg:oci/service-${service}@sha256:${serial}`;
  const event = (
    type: string,
    hoursAgo: number,
    id: string,
    content: object,
  ) => ({
    context: {
      version: '0.4.1',
      id: `${type}-${serial}`,
      source,
      type: `dev.cdevents.${type}.0.2.0`,
      timestamp: new Date(now.getTime() - hoursAgo * HOUR).toISOString(),
      chainId: `chain-${serial}`,
    },
    subject: { id, source, type: type.split('.')[0], content },
  });
  const hours = 2 + serial * 0.1;
  return [
    event('change.merged', hours + 1, sha, {}),
    event('artifact.packaged', hours + 0.5, artifact, { change: { id: sha } }),
    event('service.deployed', hours, `service-${service}`, {
      environment: { id: 'production' },
      artifactId: artifact,
    }),
  ];
}
