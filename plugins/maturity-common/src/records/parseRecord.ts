// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { describeIssues } from './describeIssues';
import { findContradiction } from './findContradiction';
import type { ReadingNote } from './notes';
import { hasLenientInstant } from './readInstant';
import {
  Deployment,
  deploymentSchema,
  Fact,
  factSchema,
  Incident,
  incidentSchema,
  Instant,
  PipelineDefinition,
  pipelineSchema,
  Provisioning,
  provisioningSchema,
  RecordType,
} from './schema';
import { settleTimes } from './settleTimes';

/** The record behind each type name. @public */
export interface RecordOfType {
  deployment: Deployment;
  pipeline: PipelineDefinition;
  provisioning: Provisioning;
  incident: Incident;
  fact: Fact;
}

/** @public */
export interface ParseRecordOptions {
  /** When it was received; without it, nothing is said of times to come. */
  receivedAt?: Instant;
}

/** A record with what was corrected in it, or the sentence that says why it is refused. @public */
export type ParsedRecord<T extends RecordType> =
  | { ok: true; record: RecordOfType[T]; notes?: ReadingNote[] }
  | { ok: false; reason: string };

const SCHEMAS: { [T in RecordType]: z.ZodType<RecordOfType[T]> } = {
  deployment: deploymentSchema,
  pipeline: pipelineSchema,
  provisioning: provisioningSchema,
  incident: incidentSchema,
  fact: factSchema,
};

/**
 * Reads one record from foreign JSON. Members that are no part of a record, people's names and logins among them,
 * are left out; a record that is wrong or contradicts itself is refused with a sentence: what, where, how to fix.
 * Times that cannot be meant are corrected and noted where that is safe.
 *
 * @public
 */
export function parseRecord<T extends RecordType>(
  type: T,
  item: unknown,
  options: ParseRecordOptions = {},
): ParsedRecord<T> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return {
      ok: false,
      reason: `The item is not a ${type} record: it must be a JSON object, got ${describeKind(
        item,
      )}.`,
    };
  }
  const parsed = SCHEMAS[type].safeParse(item);
  if (!parsed.success) {
    return { ok: false, reason: describeIssues(type, parsed.error.issues) };
  }
  const settled = settleTimes(type, parsed.data, options.receivedAt);
  if ('reason' in settled) {
    return { ok: false, reason: settled.reason };
  }
  const record = settled.record as RecordOfType[T];
  const contradiction = findContradiction(type, record);
  if (contradiction) {
    return { ok: false, reason: contradiction };
  }
  const notes: ReadingNote[] = hasLenientInstant(item)
    ? [...settled.notes, 'time-format']
    : settled.notes;
  return { ok: true, record, ...(notes.length > 0 && { notes }) };
}

/** Reads many records of one type, item by item, in their order. @public */
export function validateRecords<T extends RecordType>(
  type: T,
  items: readonly unknown[],
): ParsedRecord<T>[] {
  return items.map(item => parseRecord(type, item));
}

function describeKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return `a ${typeof value}`;
}
