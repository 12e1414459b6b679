// SPDX-License-Identifier: Apache-2.0
import { SeenRequest } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { z } from 'zod';
import { routeOf } from './documented';
import { DocumentedType, ENTITIES } from './documentedEntities';
import { ROUTES } from './documentedRoutes';
import { Json } from './world';

const SAMPLES: Record<string, unknown> = {
  integer: 1,
  number: 1.5,
  string: 'text',
  object: {},
  strings: ['text'],
  objects: [],
  'date-time': '2026-11-01T08:00:00.000+02:00',
};
/** What an entity refers to by itself ends somewhere. */
const DEPTH = 4;

/** `all` properties, or as few as may be: null where that comes. */
type Extent = 'all' | 'few';

function sampleOf(entity: string, extent: Extent, depth = DEPTH): Json {
  return Object.fromEntries(
    Object.entries(ENTITIES[entity]).flatMap(
      ([name, { type, isOptional, isNullable }]) => {
        if (extent === 'few' && (isOptional || isNullable)) {
          return isOptional ? [] : [[name, null]];
        }
        return depth > 0 ? [[name, valueOf(type, extent, depth - 1)]] : [];
      },
    ),
  );
}

function valueOf(type: DocumentedType, extent: Extent, depth = DEPTH): unknown {
  if (typeof type !== 'object' || !('entity' in type)) {
    return type === 'boolean' ? extent === 'all' : SAMPLES[String(type)];
  }
  const one = sampleOf(type.entity, extent, depth);
  return type.isList ? [one] : one;
}

/** An answer with what it lacks: what a test does not speak of is as poor as it may be. */
export function withRest(request: SeenRequest, body: unknown): unknown {
  return mapped(request, body, completed);
}

/** An answer without all that may be absent, and null where it may be. Commits keep their ids, without which they are none. */
export function withoutRest(request: SeenRequest, body: unknown): unknown {
  return mapped(request, body, reduced);
}

function mapped(
  request: SeenRequest,
  body: unknown,
  map: (entity: string, item: Json) => Json,
): unknown {
  const route = routeOf(request);
  return route ? each(body, item => map(ROUTES[route].answer, item)) : body;
}

function each(value: unknown, map: (item: Json) => Json): unknown {
  return Array.isArray(value) ? value.map(map) : map(value as Json);
}

/** What must be there, and what consists of entities, since each answer of a test is looked through. */
const NEEDS = Object.fromEntries(
  Object.entries(ENTITIES).map(([entity, documented]) => {
    const all = Object.entries(documented);
    return [
      entity,
      {
        required: all.filter(([, { isOptional }]) => !isOptional),
        inner: all.flatMap(([name, { type }]) =>
          typeof type === 'object' && 'entity' in type
            ? [[name, type.entity] as const]
            : [],
        ),
      },
    ];
  }),
);

function completed(entity: string, item: Json): Json {
  const { required, inner } = NEEDS[entity];
  const added: Json = {};
  for (const [name, { type, isNullable }] of required) {
    if (item[name] === undefined) {
      added[name] = isNullable ? null : valueOf(type, 'few');
    }
  }
  for (const [name, of] of inner) {
    if (item[name]) {
      added[name] = each(item[name], one => completed(of, one));
    }
  }
  return { ...item, ...added };
}

function reduced(entity: string, item: Json): Json {
  return Object.fromEntries(
    Object.entries(ENTITIES[entity]).flatMap(
      ([name, { type, isOptional, isNullable }]) => {
        const value = item[name];
        const isKept = entity === 'Commit' && name === 'id';
        if (!isKept && (isOptional || isNullable)) {
          return isOptional ? [] : [[name, null]];
        }
        return value && typeof type === 'object' && 'entity' in type
          ? [[name, each(value, one => reduced(type.entity, one))]]
          : [[name, value]];
      },
    ),
  );
}

/** What a schema refuses, by the properties that are changed. */
export interface Refused {
  /** May be absent or null by the document. */
  allowed: string[];
  /** May not. */
  others: string[];
}

/**
 * The properties of an entity without which a schema refuses it, or if they are null. Throws if it refuses one with all
 * properties.
 */
export function refusedOf(entity: string, schema: z.ZodType): Refused {
  const whole = sampleOf(entity, 'all');
  schema.parse(whole);
  const refused = { allowed: new Set<string>(), others: new Set<string>() };
  const tryAll = (of: string, at: Json, above: string) => {
    for (const [name, value] of Object.entries(at)) {
      const { type, isOptional, isNullable } = ENTITIES[of][name];
      for (const [other, isAllowed] of [
        [null, isNullable],
        [undefined, isOptional],
      ] as const) {
        at[name] = other;
        if (!schema.safeParse(whole).success) {
          refused[isAllowed ? 'allowed' : 'others'].add(`${above}${name}`);
        }
      }
      at[name] = value;
      if (typeof type === 'object' && 'entity' in type) {
        tryAll(type.entity, [value].flat()[0] as Json, `${above}${name}.`);
      }
    }
  };
  tryAll(entity, whole, '');
  return {
    allowed: [...refused.allowed].sort(),
    others: [...refused.others].sort(),
  };
}

/** Whether a schema takes an entity with as few properties as may be, all at once. Its commits have ids. */
export function takesFew(entity: string, schema: z.ZodType): boolean {
  return schema.safeParse(reduced(entity, sampleOf(entity, 'all'))).success;
}
