// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { ApiCall } from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';
import { describeIssues } from './describeIssues';

/** Path, query and body of a request as the contract's schemas make them. @internal */
export function parseRequest(
  call: ApiCall,
  request: { params: unknown; query: unknown; body: unknown },
): { params: unknown; query: unknown; body: unknown } {
  return {
    params: parsePart('path', call.params, request.params),
    // A misspelled filter must not answer with everything.
    query: parsePart('query', strictQueryOf(call), {
      ...(request.query as object),
    }),
    body: call.body && parsePart('body', call.body, request.body),
  };
}

const NO_QUERY = z.object({}).strict();
const strictQueries = new WeakMap<z.ZodObject, z.ZodObject>();

/** Made once: a schema is compiled when it is used first, which takes longer than to answer. */
function strictQueryOf({ query }: ApiCall): z.ZodObject {
  if (!query) {
    return NO_QUERY;
  }
  const strict = strictQueries.get(query) ?? query.strict();
  strictQueries.set(query, strict);
  return strict;
}

function parsePart(
  where: 'path' | 'query' | 'body',
  schema: z.ZodType | undefined,
  input: unknown,
): unknown {
  if (!schema) {
    return input;
  }
  requireStorable(where, input);
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  throw new InputError(
    describeIssues(where, parsed.error.issues, input, known),
  );
}

/** PostgreSQL refuses text with the character zero or half of a surrogate pair, and no name or word has one. */
function requireStorable(where: string, input: unknown): void {
  const character = findUnstorable(input);
  if (character) {
    throw new InputError(
      `The ${where} contains ${character}, which no text has. Remove it.`,
    );
  }
}

function findUnstorable(input: unknown): string | undefined {
  if (typeof input === 'string') {
    const [bad] = input.match(/\0|\p{Surrogate}/u) ?? [];
    if (bad === undefined) {
      return undefined;
    }
    return bad === '\0' ? 'the character U+0000' : 'half of a surrogate pair';
  }
  if (typeof input !== 'object' || input === null) {
    return undefined;
  }
  for (const [name, value] of Object.entries(input)) {
    const character = findUnstorable(name) ?? findUnstorable(value);
    if (character) {
      return character;
    }
  }
  return undefined;
}
