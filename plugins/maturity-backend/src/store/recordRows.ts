// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  deploymentsOfUnknownTier,
  EntityRecords,
  PipelineDefinition,
  recordKey,
  RecordType,
  StampedRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { DbRecordsRow } from './tables';

/** A record with its stamps, as it is stored for one entity. @internal */
export interface StoredRecord {
  entityRef: string;
  type: RecordType;
  stamped: StampedRecord<DeliveryRecord['record']>;
  /** Takes the stored record's place instead of being merged with it. */
  recomputed?: boolean;
}

/** Unique per row of `maturity_records`. @internal */
export function storedKey(
  entityRef: string,
  type: string,
  record: { source: string; id: string },
): string {
  return `${entityRef} ${type} ${recordKey(record)}`;
}

/**
 * Where a record stands in a window: for a deployment the time it ended at, else the latest it is known of.
 *
 * @internal
 */
export function recordAt(
  type: RecordType,
  record: DeliveryRecord['record'],
): number {
  const fields = record as unknown as Record<string, string | undefined>;
  return Date.parse(timeOf(type, fields) ?? record.observedAt);
}

function timeOf(
  type: RecordType,
  fields: Record<string, string | undefined>,
): string | undefined {
  switch (type) {
    case 'deployment':
      return fields.finishedAt ?? fields.startedAt ?? fields.requestedAt;
    case 'provisioning':
      return fields.requestedAt;
    case 'incident':
      return fields.openedAt;
    default:
      return undefined;
  }
}

/** Marks pipelines that deploy to where nothing tells, so that they are found without reading all of them. */
export const UNKNOWN_TIER = 'unknown';

function tierOfPipeline(
  type: RecordType,
  record: DeliveryRecord['record'],
): string | undefined {
  return type === 'pipeline' &&
    deploymentsOfUnknownTier(record as PipelineDefinition).length > 0
    ? UNKNOWN_TIER
    : undefined;
}

/** @internal */
export function toRecordsRow(stored: StoredRecord): DbRecordsRow {
  const { record, stamps } = stored.stamped;
  const fields = record as unknown as Record<string, string | undefined>;
  return {
    entity_ref: stored.entityRef,
    type: stored.type,
    source: record.source,
    id: record.id,
    at_ms: recordAt(stored.type, record),
    observed_ms: Date.parse(record.observedAt),
    environment: fields.environment ?? null,
    tier: fields.tier ?? tierOfPipeline(stored.type, record) ?? null,
    data: JSON.stringify(record),
    stamps: JSON.stringify(stamps),
  };
}

/** @internal */
export function emptyRecords(): EntityRecords {
  return {
    deployments: [],
    pipelines: [],
    provisionings: [],
    incidents: [],
    facts: [],
  };
}

const LIST_OF_TYPE: { [T in RecordType]: keyof EntityRecords } = {
  deployment: 'deployments',
  pipeline: 'pipelines',
  provisioning: 'provisionings',
  incident: 'incidents',
  fact: 'facts',
};

/** Puts a stored record where the core expects it. @internal */
export function addRecord(
  records: EntityRecords,
  row: Pick<DbRecordsRow, 'type' | 'data'>,
): void {
  const list = LIST_OF_TYPE[row.type as RecordType];
  (records[list] as unknown[]).push(JSON.parse(row.data));
}
