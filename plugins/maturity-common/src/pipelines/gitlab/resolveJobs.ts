// SPDX-License-Identifier: Apache-2.0
import { MAX_EXTENDS_DEPTH } from '../limits';
import { asList, asText, isMap, YamlMap } from '../yaml';
import { GitlabReference } from '../yamlValue';

const GLOBAL_KEYS = new Set([
  'stages',
  'variables',
  'workflow',
  'default',
  'include',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
  'types',
]);
const DEFAULT_KEYS = [
  'image',
  'services',
  'before_script',
  'after_script',
  'id_tokens',
  'tags',
  'artifacts',
];

export function isJob(name: string, value: unknown): value is YamlMap {
  return !GLOBAL_KEYS.has(name) && isMap(value);
}

/** Mappings are merged deeply, everything else is replaced, as GitLab does for `include` and `extends`. @internal */
export function deepMerge(base: YamlMap, over: YamlMap, depth = 0): YamlMap {
  const result: YamlMap = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const known = result[key];
    result[key] =
      depth < 20 && isMap(known) && isMap(value)
        ? deepMerge(known, value, depth + 1)
        : value;
  }
  return result;
}

/** A job with what it extends; names that no file declares are collected. @internal */
export function resolveExtends(
  name: string,
  all: YamlMap,
  unresolved: Set<string>,
  path: string[] = [],
): YamlMap {
  const job = all[name];
  if (!isMap(job)) {
    unresolved.add(name);
    return {};
  }
  if (path.includes(name) || path.length >= MAX_EXTENDS_DEPTH) {
    return {};
  }
  let result: YamlMap = {};
  for (const parent of asList(job.extends).map(asText)) {
    if (parent) {
      result = deepMerge(
        result,
        resolveExtends(parent, all, unresolved, [...path, name]),
      );
    }
  }
  const { extends: _extends, ...own } = job;
  return deepMerge(result, own);
}

/** Adds `default` and the older global keywords where the job has none, and `inherit` allows it. @internal */
export function applyDefault(job: YamlMap, all: YamlMap): YamlMap {
  const inherit = isMap(job.inherit) ? job.inherit.default : undefined;
  if (inherit === false) {
    return job;
  }
  const allowed = Array.isArray(inherit) ? inherit.map(asText) : undefined;
  const defaults = isMap(all.default) ? all.default : {};
  const result = { ...job };
  for (const key of DEFAULT_KEYS) {
    const value = defaults[key] ?? all[key];
    if (
      result[key] === undefined &&
      value !== undefined &&
      (allowed === undefined || allowed.includes(key))
    ) {
      result[key] = value;
    }
  }
  return result;
}

/** Replaces `!reference [job, key]` by what it points at, flattening lists as GitLab does. @internal */
export function followReferences(
  value: unknown,
  all: YamlMap,
  depth = 0,
): unknown {
  if (value instanceof GitlabReference) {
    if (depth >= MAX_EXTENDS_DEPTH) {
      return undefined;
    }
    const [name, ...keys] = value.path;
    let target: unknown = name
      ? resolveExtends(name, all, new Set())
      : undefined;
    for (const key of keys) {
      target = isMap(target) ? target[key] : undefined;
    }
    return followReferences(target, all, depth + 1);
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => {
      const followed = followReferences(item, all, depth);
      return item instanceof GitlabReference ? asList(followed) : [followed];
    });
  }
  return value;
}

/** Lines of `script` and its neighbors. @internal */
export function scriptLines(value: unknown, all: YamlMap): string[] {
  return asList(followReferences(value, all))
    .flatMap(item => asList(item))
    .flatMap(item => asList(item))
    .map(asText)
    .filter((line): line is string => line !== undefined);
}
