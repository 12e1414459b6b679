// SPDX-License-Identifier: Apache-2.0
import {
  ApiCall,
  apiContract,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** Refusals that every call may answer, in Backstage's error body. */
const REFUSALS: Record<number, string> = {
  400: 'The request is malformed; the message says what, where and how to correct it',
  401: 'Credentials are missing or have expired',
  403: 'The caller may not do this',
};
/** A call that names one thing may not find it. */
const NOT_FOUND = 'It does not exist, or is not visible to the caller';
const BODY_REFUSALS: Record<number, string> = {
  413: 'The body is larger than 10 MiB',
  415: 'The media type of the body is not taken',
};
const CONFLICT = 'The state of what is to be changed does not allow it';

/**
 * The OpenAPI 3.1 document of the contract. `openapi.yaml` beside this file is its committed form.
 *
 * @internal
 */
export function createOpenApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [id, call] of Object.entries(apiContract) as [string, ApiCall][]) {
    const path = call.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [call.method]: operation(id, call) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'maturity',
      version: '1',
      description: 'Delivery-maturity scorecards, tasks and ingest.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/maturity' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A Backstage token, of a user or of a service',
        },
      },
      schemas: { Error: errorSchema() },
    },
  };
}

function operation(id: string, call: ApiCall): Json {
  return {
    operationId: id,
    summary: call.summary,
    parameters: [
      ...parameters('path', call.params),
      ...parameters('query', call.query),
    ],
    ...(call.body && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          (call.bodyTypes ?? ['application/json']).map(type => [
            type,
            { schema: toJsonSchema(call.body!, 'input') },
          ]),
        ),
      },
    }),
    responses: { ...answers(call), ...refusals(call) },
  };
}

function parameters(where: 'path' | 'query', schema?: z.ZodObject): Json[] {
  if (!schema) {
    return [];
  }
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: textual(rest),
    };
  });
}

/** A number in a path or query is written as text, whose schema still says that it is one. */
function textual(schema: Json): Json {
  return Object.keys(schema).length === 0 ? { type: 'string' } : schema;
}

function answers(call: ApiCall): Json {
  return Object.fromEntries(
    Object.entries(call.answers).map(
      ([status, { description, schema, contentType }]) => [
        status,
        {
          description,
          content: schema
            ? { 'application/json': { schema: toJsonSchema(schema, 'output') } }
            : { [contentType!]: { schema: { type: 'string' } } },
        },
      ],
    ),
  );
}

function refusals(call: ApiCall): Json {
  const all: Record<number, string> = Object.assign(
    {},
    REFUSALS,
    call.path.includes(':') && { 404: NOT_FOUND },
    call.method !== 'get' && { 404: NOT_FOUND, 409: CONFLICT },
    call.body && BODY_REFUSALS,
  );
  return Object.fromEntries(
    Object.entries(all).map(([status, description]) => [
      status,
      {
        description,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    ]),
  );
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The pattern of an instant is two hundred characters that its format says as well.
      if (jsonSchema.format === 'date-time') {
        delete jsonSchema.pattern;
      }
    },
  }) as Json;
  return json;
}

/** Backstage's error body. */
function errorSchema(): Json {
  return {
    type: 'object',
    required: ['error', 'response'],
    properties: {
      error: {
        type: 'object',
        required: ['name', 'message'],
        properties: {
          name: { type: 'string' },
          message: { type: 'string' },
        },
      },
      request: {
        type: 'object',
        properties: {
          method: { type: 'string' },
          url: { type: 'string' },
        },
      },
      response: {
        type: 'object',
        required: ['statusCode'],
        properties: { statusCode: { type: 'integer' } },
      },
    },
  };
}
