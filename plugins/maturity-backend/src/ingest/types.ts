// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  Deployment,
  IngestAnswer,
  PutPipelinesAnswer,
  PutTemplateAnswer,
  ReadingNote,
  RecordType,
  StampedRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';

/** A record with the entity that it belongs to, where the sender knows that. @internal */
export interface RecordItem {
  item: DeliveryRecord;
  /** Wins over matching by repository. */
  entityRef?: string;
  /** Computed from everything that is known of it, so it takes the stored record's place instead of being merged. */
  recomputed?: boolean;
  /** What was corrected in it, or read leniently. */
  notes?: readonly ReadingNote[];
  /** When its fields were observed, where that is known; else all of them when the record was. */
  stamps?: StampedRecord<unknown>['stamps'];
}

/** @internal */
export interface CdeventsOptions {
  contentType?: string;
  /** The attributes of a CloudEvent in binary mode, as `ce-` headers give them. */
  attributes?: Record<string, string>;
}

/** @internal */
export interface UpsertOptions {
  /** Written in the same transaction, after the records; a collector stores its watermark here. */
  alsoWrite?: (tx: Knex.Transaction) => Promise<void>;
}

/** How a batch of records was taken. @internal */
export interface UpsertResult {
  accepted: number;
  duplicates: number;
  unmatched: number;
  /** One per refused item, by its index in the batch. */
  rejected: { index: number; id?: string; reason: string }[];
}

/**
 * The only way in for delivery data. Everything ends in `upsertRecords`: validated, idempotent on `(source, id)`, one
 * transaction per batch, entities marked dirty in the same transaction.
 *
 * @internal
 */
export interface MaturityIngest {
  /** One CDEvent, an array, or a CloudEvents structured or batch body; binary mode gives its headers. */
  ingestCdevents(
    body: unknown,
    options?: CdeventsOptions,
  ): Promise<IngestAnswer>;
  ingestRecords(body: unknown): Promise<IngestAnswer>;
  /** Replaces the pipeline definitions of one entity by its raw files. */
  putPipelines(entityRef: string, body: unknown): Promise<PutPipelinesAnswer>;
  putTemplate(
    id: string,
    body: unknown,
    options?: { origin?: 'api' | 'collector' },
  ): Promise<PutTemplateAnswer>;

  /** Records as collectors bring them: typed, but validated all the same. */
  upsertRecords(
    items: RecordItem[],
    options?: UpsertOptions,
  ): Promise<UpsertResult>;
  /** All pipeline definitions of an entity from one source: those not listed are gone. */
  replacePipelines(
    options: {
      entityRef: string;
      /** Only definitions of this source are replaced; absent: all of the entity. */
      source?: string;
      pipelines: Extract<DeliveryRecord, { type: 'pipeline' }>['record'][];
      /** When it was read; needed where no definition is left. */
      observedAt?: string;
    },
    also?: UpsertOptions,
  ): Promise<UpsertResult>;
  /** Forgets the deployments of a source that are none under the rule in force. Answers how many there were. */
  forgetUnrecognized(options: {
    entityRefs: string[];
    source: string;
    counts(deployment: Deployment): boolean;
    /** Written in the same transaction where something is forgotten. */
    alsoWrite(tx: Knex.Transaction): Promise<void>;
  }): Promise<number>;
}

/** The lists of a `records` body and what each holds. @internal */
export const RECORD_LISTS: Record<string, RecordType> = {
  deployments: 'deployment',
  provisionings: 'provisioning',
  incidents: 'incident',
  facts: 'fact',
};
