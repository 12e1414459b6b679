// SPDX-License-Identifier: Apache-2.0
import { SeenRequest } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { z } from 'zod';
import { DocumentedType, ENTITIES } from './documentedEntities';
import { DocumentedRoute, ROUTES } from './documentedRoutes';

const API = '/api/v4';

/** The path of a route as an expression; a project's path and a file's are one part each, since they are encoded. */
const EXPRESSIONS = Object.keys(ROUTES).map(
  route =>
    [
      route,
      new RegExp(`^${API}${route.replace(/\{\w+\}/g, '[^/]+')}$`),
    ] as const,
);

/** The documented route of a request. */
export function routeOf({ path }: Pick<SeenRequest, 'path'>) {
  const [route] =
    EXPRESSIONS.find(([, expression]) => expression.test(path)) ?? [];
  return route;
}

/** What is wrong with a request, by the document. */
export function wrongWithRequest(request: SeenRequest): string[] {
  const route = routeOf(request);
  if (request.method !== 'GET' || !route) {
    return [`${request.method} ${request.path} is not documented`];
  }
  const { query, required = [] }: DocumentedRoute = ROUTES[route];
  return [
    ...required
      .filter(name => !request.query.has(name))
      .map(name => `${route} lacks '${name}'`),
    ...[...request.query].flatMap(([name, value]) => {
      if (name === 'id' && request.query.has('page')) {
        // Links to the next page repeat what is in the path.
        return [];
      }
      const type = query[name];
      return type && isWritten(type, value)
        ? []
        : [`${route} is not asked with '${name}=${value}'`];
    }),
  ];
}

/** What is wrong with an answer to a request, by the document. Items that were looked at before are left out. */
export function wrongWithAnswer(
  request: SeenRequest,
  body: unknown,
  known: WeakSet<object> = new WeakSet(),
): string[] {
  const route = routeOf(request);
  if (!route) {
    return [];
  }
  const { answer, isList } = ROUTES[route];
  if (isList !== Array.isArray(body) && (isList || Array.isArray(body))) {
    return [`${route} does not answer with that`];
  }
  return [body].flat().flatMap(item => {
    if (known.has(item as object)) {
      return [];
    }
    known.add(item as object);
    return wrongWith({ entity: answer }, item, answer);
  });
}

function wrongWith(
  type: DocumentedType,
  value: unknown,
  where: string,
): string[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (typeof type === 'object' && 'entity' in type) {
    return [value].flat().flatMap(one => {
      const properties = ENTITIES[type.entity];
      return Object.entries(one as object).flatMap(([name, inner]) =>
        properties[name]
          ? wrongWith(properties[name], inner, `${where}.${name}`)
          : [`${where} has no '${name}'`],
      );
    });
  }
  return isOf(type, value)
    ? []
    : [`${where} is not '${JSON.stringify(value)}' but ${type}`];
}

function isOf(
  type: Exclude<DocumentedType, object> | readonly string[],
  value: unknown,
) {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'boolean':
    case 'string':
    case 'object':
      return typeof value === type;
    case 'date-time':
      return isTime(value);
    case 'strings':
      return (
        Array.isArray(value) && value.every(one => typeof one === 'string')
      );
    default:
      return type.includes(String(value));
  }
}

/** Whether a text stands for a value of a type, as it does in an address. */
function isWritten(type: DocumentedType, text: string): boolean {
  switch (type) {
    case 'integer':
      return /^\d+$/.test(text);
    case 'boolean':
      return ['true', 'false'].includes(text);
    case 'date-time':
      return isTime(text);
    case 'string':
      return text.length > 0;
    default:
      return Array.isArray(type) && type.includes(text);
  }
}

function isTime(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

const SAMPLES: Record<string, unknown> = {
  integer: 1,
  number: 1.5,
  boolean: true,
  string: 'text',
  object: {},
  strings: ['text'],
  'date-time': '2026-11-01T08:00:00.000+02:00',
};
/** Entities that the document writes for lists of them. */
const LISTS = [
  'approvals',
  'rules',
  'approval_rules',
  'deploy_access_levels',
  'deployment_approvals',
  'commits',
];
/** What an entity refers to by itself ends somewhere. */
const DEPTH = 4;

/** An answer with all documented properties. */
function sampleOf(entity: string, depth = DEPTH): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ENTITIES[entity]).flatMap(([name, type]) => {
      if (typeof type !== 'object' || !('entity' in type)) {
        return [[name, name === 'jobs' ? [] : SAMPLES[String(type)]]];
      }
      if (depth === 0) {
        return [];
      }
      const inner = sampleOf(type.entity, depth - 1);
      return [[name, LISTS.includes(name) ? [inner] : inner]];
    }),
  );
}

/** The properties of an entity without which a schema refuses it, or if they are null. Throws if it refuses a whole one. */
export function refusedOf(entity: string, schema: z.ZodType): string[] {
  const whole = sampleOf(entity);
  schema.parse(whole);
  const refused = new Set<string>();
  const tryAll = (at: Record<string, unknown>, above: string) => {
    for (const [name, value] of Object.entries(at)) {
      const path = `${above}${name}`;
      for (const other of [null, undefined]) {
        at[name] = other;
        if (!schema.safeParse(whole).success) {
          refused.add(path);
        }
      }
      at[name] = value;
      const inner = [value].flat()[0];
      if (typeof inner === 'object' && inner !== null) {
        tryAll(inner as Record<string, unknown>, `${path}.`);
      }
    }
  };
  tryAll(whole, '');
  return [...refused].sort();
}
