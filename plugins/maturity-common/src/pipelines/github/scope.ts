// SPDX-License-Identifier: Apache-2.0
import { asText, isMap, YamlMap } from '../yaml';
import { interpolate, Lookup } from './expressions/evaluate';
import { known, Plain, Possible, UNKNOWN } from './expressions/possible';
import { Start } from './starts';

/** Values by name, in lower case. @internal */
export type Values = ReadonlyMap<string, Possible>;

/** What an expression of a job or step may refer to. @internal */
export interface Scope {
  start: Start;
  /** Inputs of the file: those that its caller gives, or a person. */
  inputs: Values;
  /** Whether an input that is not listed is empty. */
  isClosed: boolean;
  env: Values;
  matrix: Values;
  /** `needs.<job>.outputs.<name>` */
  needs?: (job: string, output: string) => Possible;
  /** `steps.<id>.outputs.<name>` */
  steps?: (step: string, output: string) => Possible;
}

/** @internal */
export const NO_VALUES: Values = new Map();

function ofGithub(scope: Scope, path: readonly string[]): Possible {
  const { github } = scope.start;
  if (path[0] === 'event' && path[1] === 'inputs') {
    return path[2] ? asWord(inputOf(scope, path[2])) : UNKNOWN;
  }
  for (let length = path.length; length > 0; length--) {
    const value = github.get(path.slice(0, length).join('.'));
    if (value && (length === path.length || isNothing(value))) {
      return value;
    }
  }
  return UNKNOWN;
}

function isNothing({ values, open }: Possible): boolean {
  return !open && values.length === 1 && values[0] === null;
}

/** `github.event.inputs` holds words where `inputs` holds booleans. */
function asWord(value: Possible): Possible {
  return { ...value, values: value.values.map(one => String(one ?? '')) };
}

function inputOf({ inputs, isClosed }: Scope, name: string): Possible {
  return inputs.get(name) ?? (isClosed ? known('') : UNKNOWN);
}

/** @internal */
export function lookupIn(scope: Scope): Lookup {
  return ([context, ...path]) => {
    switch (context) {
      case 'github':
        return ofGithub(scope, path);
      case 'inputs':
        return path.length === 1 ? inputOf(scope, path[0]) : UNKNOWN;
      case 'env':
        return scope.env.get(path[0]) ?? UNKNOWN;
      case 'matrix':
        return scope.matrix.get(path.join('.')) ?? UNKNOWN;
      case 'needs':
        return path[1] === 'outputs' && scope.needs
          ? scope.needs(path[0], path[2])
          : UNKNOWN;
      case 'steps':
        return path[1] === 'outputs' && scope.steps
          ? scope.steps(path[0], path[2])
          : UNKNOWN;
      default:
        return UNKNOWN;
    }
  };
}

function plain(value: unknown): Plain | undefined {
  return typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'number'
    ? value
    : undefined;
}

/** The values of a mapping (`env`, `with`) with expressions put in. @internal */
export function valuesOf(map: unknown, lookup: Lookup): Map<string, Possible> {
  const values = new Map<string, Possible>();
  for (const [name, item] of Object.entries(isMap(map) ? map : {})) {
    const value = plain(item);
    if (value !== undefined) {
      values.set(
        name.toLowerCase(),
        typeof value === 'string' ? interpolate(value, lookup) : known(value),
      );
    }
  }
  return values;
}

/** What one file gives another, in the types that are declared, with the defaults. @internal */
export function givenInputs(
  declared: unknown,
  given: Map<string, Possible>,
): Values {
  const values = new Map<string, Possible>(given);
  for (const [name, input] of Object.entries(isMap(declared) ? declared : {})) {
    const key = name.toLowerCase();
    const type = isMap(input) ? asText(input.type) : undefined;
    const value = values.get(key);
    if (value === undefined) {
      const fallback = isMap(input) ? plain(input.default) : undefined;
      values.set(key, known(fallback ?? (type === 'boolean' ? false : '')));
    } else if (type === 'boolean') {
      values.set(key, {
        ...value,
        values: value.values.map(one => one === true || one === 'true'),
      });
    }
  }
  return values;
}

const MAX_MATRIX_VALUES = 200;

/** The values of each variable of a matrix that is written in the file, `include` and all. @internal */
export function matrixOf(job: YamlMap, lookup: Lookup): Values {
  const strategy = isMap(job.strategy) ? job.strategy : undefined;
  const matrix = strategy?.matrix;
  const found = new Map<string, Possible[]>();
  const add = (key: string, item: unknown, depth = 0) => {
    if (isMap(item) && depth < 3) {
      Object.entries(item).forEach(([name, inner]) =>
        add(`${key}.${name.toLowerCase()}`, inner, depth + 1),
      );
      return;
    }
    const value = plain(item);
    const list = found.get(key) ?? [];
    if (value !== undefined && list.length < MAX_MATRIX_VALUES) {
      list.push(
        typeof value === 'string' ? interpolate(value, lookup) : known(value),
      );
    }
    found.set(key, list);
  };
  for (const [key, items] of Object.entries(isMap(matrix) ? matrix : {})) {
    const list = Array.isArray(items) ? items : literalList(items, lookup);
    if (key === 'include' && list) {
      list
        .filter(isMap)
        .forEach(entry =>
          Object.entries(entry).forEach(([name, item]) =>
            add(name.toLowerCase(), item),
          ),
        );
    } else if (key !== 'exclude' && list) {
      list.forEach(item => add(key.toLowerCase(), item));
    }
  }
  return new Map(
    [...found].map(([key, list]) => [
      key,
      {
        values: [...new Set(list.flatMap(({ values }) => [...values]))],
        open: list.some(({ open }) => open),
      },
    ]),
  );
}

/** `fromJSON('["a", "b"]')`, or of an input that holds such a text. */
function literalList(value: unknown, lookup: Lookup): unknown[] | undefined {
  const text = asText(value);
  const argument = text && /^\$\{\{\s*fromJSON\((.*)\)\s*\}\}$/is.exec(text);
  if (!argument) {
    return undefined;
  }
  return interpolate(`\${{ ${argument[1]} }}`, lookup).values.flatMap(one => {
    try {
      const list: unknown = JSON.parse(String(one));
      return Array.isArray(list) ? list : [];
    } catch {
      // No list after all: nothing is known of it.
      return [];
    }
  });
}
