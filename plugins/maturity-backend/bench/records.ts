// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  EntityRecords,
  observe,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { toRecordsRow } from '../src/store/recordRows';
import { DbRecordsRow } from '../src/store/tables';
import {
  generateDeployments,
  generateIncident,
  generatePipeline,
  generateProvisioning,
} from './generate';

/** All records of one service. */
export function recordsOf(
  service: number,
  deployments: number,
  now: Date,
): EntityRecords {
  return {
    deployments: generateDeployments(service, deployments, now),
    pipelines: [generatePipeline(service, now)],
    provisionings: [generateProvisioning(service, now)],
    incidents: [generateIncident(service, now)],
    facts: [],
  };
}

/** The same as rows of the database. */
export function rowsOf(records: EntityRecords): DbRecordsRow[] {
  const row = (
    type: DeliveryRecord['type'],
    record: DeliveryRecord['record'],
  ) =>
    toRecordsRow({
      entityRef: record.entityRef!,
      type,
      stamped: observe(record),
    });
  return [
    ...records.deployments.map(record => row('deployment', record)),
    ...records.pipelines.map(record => row('pipeline', record)),
    ...records.provisionings.map(record => row('provisioning', record)),
    ...records.incidents.map(record => row('incident', record)),
  ];
}
