// SPDX-License-Identifier: Apache-2.0
import {
  execute,
  getNamedType,
  getNullableType,
  GraphQLFieldResolver,
  GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import { gitlabSchema } from './graphqlSchema';

const VALUES: Record<string, unknown> = {
  Boolean: true,
  Duration: 1,
  Time: '2026-11-01T08:00:00Z',
};

/** An answer to a question for each field of it that the schema lets be null: with all of the others, and that one null. */
export function answersWithNull(query: string): Map<string, unknown> {
  const nullable = new Set<string>();
  const answer = (nulled?: string) =>
    execute({
      schema: gitlabSchema,
      document: parse(query),
      variableValues: variablesOf(query),
      rootValue: {},
      fieldResolver: resolver(nulled, nullable),
    });
  answer();
  return new Map(
    [...nullable].map(path => {
      const { data } = answer(path) as { data?: unknown };
      return [path, structuredClone(data)];
    }),
  );
}

function resolver(
  nulled: string | undefined,
  nullable: Set<string>,
): GraphQLFieldResolver<unknown, unknown> {
  return (_source, _args, _context, { path, returnType }) => {
    const names: (string | number)[] = [];
    for (let at: typeof path | undefined = path; at; at = at.prev) {
      names.unshift(at.key);
    }
    const name = names.filter(key => typeof key === 'string').join('.');
    if (!isNonNullType(returnType)) {
      nullable.add(name);
    }
    return name === nulled ? null : valueOf(returnType);
  };
}

function valueOf(type: GraphQLOutputType): unknown {
  const named = getNamedType(type);
  let one = VALUES[named.name] ?? '1';
  if (isObjectType(named)) {
    one = {};
  } else if (isEnumType(named)) {
    one = named.getValues()[0].name;
  }
  return isListType(getNullableType(type)) ? [one] : one;
}

/** Any values of the types that the question declares. */
function variablesOf(query: string): Record<string, unknown> {
  return Object.fromEntries(
    [...query.matchAll(/\$(\w+): (\[?)(\w+)/g)].map(([, name, list, type]) => {
      const value = VALUES[type] ?? '1';
      return [name, list ? [value] : value];
    }),
  );
}
