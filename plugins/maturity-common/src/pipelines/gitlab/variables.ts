// SPDX-License-Identifier: Apache-2.0
import { asText, isMap, YamlMap } from '../yaml';
import { Known, UNKNOWN } from './Known';

/** A variable as a file gives it. @internal */
export interface FileVariable {
  value: string;
  /** What a person who starts the pipeline may choose. */
  options?: string[];
}

/** Variables by name. @internal */
export type FileVariables = ReadonlyMap<string, FileVariable>;

const PLACE = /\$(?:\{(\w+)\}|(\w+))/g;
const MAX_ROUNDS = 5;
const MAX_TEXT = 1_000;

/** Reads `variables`, in both of their spellings. @internal */
export function readVariables(value: unknown): Map<string, FileVariable> {
  const variables = new Map<string, FileVariable>();
  for (const [name, item] of Object.entries(isMap(value) ? value : {})) {
    const described = isMap(item);
    const text = described ? item.value : item;
    if (text === null || text === '') {
      variables.set(name, { value: '' });
      continue;
    }
    const written = asText(text);
    if (written !== undefined) {
      const options =
        described && Array.isArray(item.options)
          ? item.options.flatMap(option => asText(option) ?? [])
          : undefined;
      variables.set(name, { value: written, ...(options && { options }) });
    }
  }
  return variables;
}

/** The later ones win. @internal */
export function mergeVariables(...all: FileVariables[]): FileVariables {
  const given = all.filter(({ size }) => size > 0);
  return given.length === 1
    ? given[0]
    : new Map(given.flatMap(variables => [...variables]));
}

/** The global variables that a job takes over. @internal */
export function inheritedVariables(
  job: YamlMap,
  global: FileVariables,
): FileVariables {
  const inherit = isMap(job.inherit) ? job.inherit.variables : undefined;
  if (inherit === false) {
    return new Map();
  }
  if (!Array.isArray(inherit)) {
    return global;
  }
  const names = new Set(inherit.map(asText));
  return new Map([...global].filter(([name]) => names.has(name)));
}

/**
 * Puts the values of variables in their places. A variable that is not known stays as it is written; so does a text
 * that grows beyond any name.
 *
 * @internal
 */
export function insertVariables(
  text: string,
  lookup: (name: string) => Known,
): string {
  let result = text;
  for (let round = 0; round < MAX_ROUNDS && result.includes('$'); round++) {
    let grown = 0;
    const next = result.replace(
      PLACE,
      (place, braced: string | undefined, bare: string) => {
        const value = lookup(braced ?? bare);
        grown += typeof value === 'string' ? value.length : 0;
        return typeof value === 'string' && grown <= MAX_TEXT ? value : place;
      },
    );
    if (next === result || next.length > MAX_TEXT) {
      return next.length > MAX_TEXT ? text : next;
    }
    result = next;
  }
  return result;
}

/** Looks up variables of files. @internal */
export function valueIn(variables: FileVariables, name: string): Known {
  return variables.get(name)?.value ?? UNKNOWN;
}
