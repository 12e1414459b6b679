// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineJob,
  PipelineReference,
  PlannedDeployment,
  SafetyDefault,
} from '../records';
import { ConditionalStages } from './types';

/** A job as read from a file of either provider, before it is cut down to the record. @internal */
export interface ReadJob extends PipelineJob {
  gates: Gate[];
  safety: SafetyDefault[];
  /** What of it some steps do only for some callers. */
  conditional?: ConditionalStages[];
}

/** One pipeline file, read. @internal */
export interface ReadPipeline {
  path: string;
  triggers: string[];
  /** Inputs that callers may give; undefined when the file cannot be called. */
  inputs?: Record<string, { default?: string | number | boolean }>;
  jobs: ReadJob[];
  references: PipelineReference[];
  /** What it deploys; undefined where that was not read. */
  deployments?: PlannedDeployment[];
  /** What it deploys when it is called: names may hold expressions over its inputs. */
  calledDeployments?: PlannedDeployment[];
}

const MAX_TEXT = 256;

/** Shortens what a record's field cannot hold, so that one long name does not cost the file. @internal */
export function shorten(text: string, max = MAX_TEXT): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

/** Simple values of a mapping, as a caller's inputs. @internal */
export function simpleValues(
  value: unknown,
): Record<string, string | number | boolean> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const entries = Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ||
    typeof item === 'boolean' ||
    (typeof item === 'number' && Number.isFinite(item))
      ? [[key, item] as const]
      : [],
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

type InputValue = string | number | boolean;

/** The value that an input of a type has where neither caller nor file gives one. */
const EMPTY = new Map<unknown, InputValue>([
  ['boolean', false],
  ['number', 0],
  ['string', ''],
]);

/**
 * A value as an input of the type of another value takes it: what is written as a word (`'true'`) is a boolean to an
 * input that is one, and the other way round.
 *
 * @internal
 */
export function asTypeOf(kind: InputValue, value: InputValue): InputValue {
  switch (typeof kind) {
    case 'boolean':
      return typeof value === 'string' && /^(?:true|false)$/i.test(value)
        ? value.toLowerCase() === 'true'
        : value;
    case 'number':
      return typeof value === 'string' && Number.isFinite(Number(value))
        ? Number(value)
        : value;
    default:
      return String(value);
  }
}

/** Declared inputs with their defaults, each in the type of its input. @internal */
export function declaredInputs(
  value: unknown,
): Record<string, { default?: InputValue }> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, input]) => {
      const declared =
        typeof input === 'object' && input !== null
          ? (input as { default?: unknown; type?: unknown })
          : {};
      const empty = EMPTY.get(declared.type);
      const fallback = declared.default;
      if (
        typeof fallback === 'string' ||
        typeof fallback === 'boolean' ||
        (typeof fallback === 'number' && Number.isFinite(fallback))
      ) {
        return [
          name,
          {
            default: empty === undefined ? fallback : asTypeOf(empty, fallback),
          },
        ];
      }
      return [name, empty === undefined ? {} : { default: empty }];
    }),
  );
}
