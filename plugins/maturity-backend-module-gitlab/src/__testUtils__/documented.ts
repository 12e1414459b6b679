// SPDX-License-Identifier: Apache-2.0
import { SeenRequest } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  DocumentedProperty,
  DocumentedType,
  ENTITIES,
} from './documentedEntities';
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

/** What is wrong with an answer to a request, by the document. */
export function wrongWithAnswer(request: SeenRequest, body: unknown): string[] {
  const route = routeOf(request);
  if (!route) {
    return [];
  }
  const { answer, isList = false } = ROUTES[route];
  return isList === Array.isArray(body)
    ? [body].flat().flatMap(item => wrongWithEntity(answer, item, answer))
    : [`${route} does not answer with that`];
}

function wrongWithEntity(
  entity: string,
  value: unknown,
  where: string,
): string[] {
  const documented = ENTITIES[entity];
  const given = value as Record<string, unknown>;
  return [
    ...Object.keys(given)
      .filter(name => !documented[name])
      .map(name => `${where} has no '${name}'`),
    ...Object.entries(documented).flatMap(([name, property]) =>
      wrongWithProperty(property, given[name], `${where}.${name}`),
    ),
  ];
}

function wrongWithProperty(
  { type, isOptional, isNullable }: DocumentedProperty,
  value: unknown,
  where: string,
): string[] {
  if (value === undefined) {
    return isOptional ? [] : [`${where} is never absent`];
  }
  if (value === null) {
    return isNullable ? [] : [`${where} is never null`];
  }
  if (typeof type === 'object' && 'entity' in type) {
    return type.isList === Array.isArray(value)
      ? [value].flat().flatMap(one => wrongWithEntity(type.entity, one, where))
      : [`${where} is ${type.isList ? 'a' : 'no'} list`];
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
      return typeof value === type;
    case 'object':
      return isObject(value);
    case 'objects':
      return Array.isArray(value) && value.every(isObject);
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

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
