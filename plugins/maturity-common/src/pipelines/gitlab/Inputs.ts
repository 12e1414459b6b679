// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';
import { asList, asText, copyMap, emptyMap, isMap, YamlMap } from '../yaml';
import { GitlabReference } from '../yamlValue';

/** An input as `spec:inputs` declares it. @internal */
export interface DeclaredInput {
  type: 'string' | 'number' | 'boolean' | 'array';
  /** Undefined where a caller must give it. */
  default?: unknown;
  options?: unknown[];
}

/** Inputs by name, with what stands for them. @internal */
export type InputValues = ReadonlyMap<string, unknown>;

const TYPES = ['string', 'number', 'boolean', 'array'] as const;
const PLACE = /\$\[\[\s*inputs\.([\w-]+)\s*((?:\|[^\]|]*)*)\]\]/g;
const WHOLE = /^\$\[\[\s*inputs\.([\w-]+)\s*\]\]$/;
const TRUNCATE = /^truncate\(\s*(\d+)\s*,\s*(\d+)\s*\)$/;
/** What a value inserted into text may grow to; GitLab refuses more than 1 MB. */
const MAX_TEXT = 100_000;

/** Reads `spec:inputs`. @internal */
export function declaredInputsOf(spec: unknown): Map<string, DeclaredInput> {
  const inputs = isMap(spec) && isMap(spec.inputs) ? spec.inputs : emptyMap();
  return new Map(
    Object.entries(inputs).map(([name, value]) => {
      const declared = isMap(value) ? value : emptyMap();
      const type = TYPES.find(known => known === declared.type) ?? 'string';
      return [
        name,
        {
          type,
          ...(declared.default !== undefined && { default: declared.default }),
          ...(Array.isArray(declared.options) && {
            options: declared.options,
          }),
        },
      ];
    }),
  );
}

function isOfType(value: unknown, type: DeclaredInput['type']): boolean {
  return type === 'array'
    ? Array.isArray(value)
    : // eslint-disable-next-line valid-typeof -- the other types are called as JavaScript calls them
      typeof value === type;
}

/** A value in the type of its input: `'true'` is a boolean to an input that is one, as values of variables are words. */
function inType(value: unknown, type: DeclaredInput['type']): unknown {
  if (isOfType(value, type)) {
    return value;
  }
  const text = asText(value);
  switch (type) {
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'number':
      return text !== undefined && Number.isFinite(Number(text))
        ? Number(text)
        : undefined;
    case 'string':
      return typeof value === 'string' ? value : text;
    default:
      return undefined;
  }
}

/**
 * What stands for the inputs of a file that is included. An input that nobody gives, or gives in a way that the file
 * does not allow, has no value, and the sentence says so; what the file says with it stays as it is written.
 *
 * @internal
 */
export function valuesOfInputs(
  declared: ReadonlyMap<string, DeclaredInput>,
  given: unknown,
): { values: InputValues; faults: string[] } {
  // Without a prototype, as an input may be called `constructor`.
  const byCaller = isMap(given) ? copyMap(given) : emptyMap();
  const values = new Map<string, unknown>();
  const faults: string[] = [];
  for (const [name, { type, options, default: fallback }] of declared) {
    const written = byCaller[name] ?? fallback;
    const value = inType(written, type);
    if (written === undefined) {
      faults.push(`the input '${name}', which has no default, is not given`);
    } else if (value === undefined) {
      faults.push(`the input '${name}' is to be a ${type}`);
    } else if (options && !options.some(one => inType(one, type) === value)) {
      faults.push(
        `the input '${name}' is to be one of ${options
          .slice(0, 10)
          .map(String)
          .join(', ')}`,
      );
    } else {
      values.set(name, value);
    }
  }
  return { values, faults };
}

function withFunctions(text: string, functions: string): string {
  return functions.split('|').reduce((result, written) => {
    const cut = TRUNCATE.exec(written.trim());
    return cut
      ? result.slice(Number(cut[1]), Number(cut[1]) + Number(cut[2]))
      : result;
  }, text);
}

function insertText(text: string, inputs: InputValues): unknown {
  const whole = WHOLE.exec(text);
  if (whole) {
    return inputs.has(whole[1]) ? inputs.get(whole[1]) : text;
  }
  let grown = 0;
  return text.replace(PLACE, (place, name: string, functions: string) => {
    const value = inputs.get(name);
    const inserted =
      value === undefined || grown > MAX_TEXT
        ? place
        : withFunctions(
            Array.isArray(value) ? JSON.stringify(value) : String(value),
            functions,
          );
    grown += inserted.length;
    return inserted;
  });
}

/**
 * Puts inputs in their places (`$[[ inputs.name ]]`) in keys and values, as GitLab does before anything else is read.
 * An input without a value, and what there is no work left for, stays as written.
 *
 * @internal
 */
export function insertInputs(
  value: unknown,
  inputs: InputValues,
  work: Work,
): unknown {
  if (!work.take(1)) {
    return value;
  }
  if (typeof value === 'string') {
    return value.includes('$[[') && work.take(value.length / 10)
      ? insertText(value, inputs)
      : value;
  }
  if (value instanceof GitlabReference) {
    return new GitlabReference(
      value.path.map(part => String(insertText(part, inputs))),
    );
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => {
      const inserted = insertInputs(item, inputs, work);
      // A list that is put into a list becomes a part of it where that list is one of commands or rules.
      return typeof item === 'string' && Array.isArray(inserted)
        ? asList(inserted)
        : [inserted];
    });
  }
  if (!isMap(value)) {
    return value;
  }
  const result: YamlMap = emptyMap();
  for (const [key, item] of Object.entries(value)) {
    const name = key.includes('$[[') ? String(insertText(key, inputs)) : key;
    result[name] = insertInputs(item, inputs, work);
  }
  return result;
}
