// SPDX-License-Identifier: Apache-2.0
import { earlyEvent } from './earlyEvent';

/** @public */
export interface UnwrappedBody {
  /** One entry per event, in order, still unchecked. */
  items: unknown[];
  /** A sentence, when the body as a whole cannot be read. */
  problem?: string;
}

const READ_TYPES =
  "'application/json', 'application/cloudevents+json' or 'application/cloudevents-batch+json'";

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodeBase64(text: string): unknown {
  const bytes = Uint8Array.from(atob(text), character =>
    character.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** The members of a context that the CloudEvent around a CDEvent tells too. */
const TOLD_BY_ENVELOPE = [
  ['id', 'id'],
  ['source', 'source'],
  ['type', 'type'],
  ['timestamp', 'time'],
] as const;

/** What the context of an event leaves out, its envelope may tell. */
function completeEvent(
  event: unknown,
  envelope: Record<string, unknown>,
): unknown {
  if (!isObject(event)) {
    return event;
  }
  if (!isObject(event.subject)) {
    return earlyEvent(envelope, event) ?? event;
  }
  const context = isObject(event.context) ? event.context : {};
  const told = TOLD_BY_ENVELOPE.flatMap(([name, attribute]) =>
    context[name] === undefined && typeof envelope[attribute] === 'string'
      ? [[name, envelope[attribute]]]
      : [],
  );
  return told.length === 0
    ? event
    : { ...event, context: { ...Object.fromEntries(told), ...context } };
}

/** The CDEvent inside a CloudEvent; anything else is handed on for the check to name what is wrong. */
function unwrapItem(item: unknown): unknown {
  if (!isObject(item) || 'context' in item || !('specversion' in item)) {
    return item;
  }
  return completeEvent(dataOf(item), item);
}

function dataOf(item: Record<string, unknown>): unknown {
  if (typeof item.data_base64 === 'string') {
    try {
      return decodeBase64(item.data_base64);
    } catch {
      // The check answers with a sentence about an event without context.
      return item;
    }
  }
  if (typeof item.data === 'string') {
    try {
      return JSON.parse(item.data);
    } catch {
      return item;
    }
  }
  return isObject(item.data) ? item.data : item;
}

/**
 * Takes a request body apart: one CDEvent, an array of them, or a CloudEvents structured or batch body.
 *
 * @param contentType - of the request, parameters included
 * @param body - parsed JSON, or its text
 * @param attributes - of a CloudEvent in binary mode, whose body is the event itself
 * @public
 */
export function unwrapBody(
  contentType: string | undefined,
  body: unknown,
  attributes: Record<string, string> = {},
): UnwrappedBody {
  const type = (contentType ?? 'application/json')
    .split(';')[0]
    .trim()
    .toLowerCase();
  if (!/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) {
    return {
      items: [],
      problem: `A body of type '${type}' is not read. Send ${READ_TYPES}.`,
    };
  }
  let value = body;
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value);
    } catch (error) {
      return {
        items: [],
        problem: `The body is not valid JSON: ${
          error instanceof Error ? error.message : 'it cannot be parsed'
        }.`,
      };
    }
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? {
          items: [],
          problem: 'The body is an empty list. Send at least one event.',
        }
      : { items: value.map(unwrapItem) };
  }
  if (!isObject(value) || Object.keys(value).length === 0) {
    return {
      items: [],
      problem:
        'The body holds no event. Send one CDEvent, a list of them, or a CloudEvents structured or batch body.',
    };
  }
  return { items: [completeEvent(unwrapItem(value), attributes)] };
}
