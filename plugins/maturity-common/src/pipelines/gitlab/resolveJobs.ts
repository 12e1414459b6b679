// SPDX-License-Identifier: Apache-2.0
import { MAX_EXTENDS_DEPTH, MAX_NODES } from '../limits';
import { Work } from '../Work';
import { asList, asText, copyMap, emptyMap, isMap, YamlMap } from '../yaml';
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
  'hooks',
];

export function isJob(name: string, value: unknown): value is YamlMap {
  return !GLOBAL_KEYS.has(name) && isMap(value);
}

/**
 * Mappings are merged deeply, everything else is replaced, as GitLab does for `include` and `extends`. Where there is no
 * work left for it the later mapping stands alone.
 *
 * @internal
 */
export function deepMerge(
  base: YamlMap,
  over: YamlMap,
  work: Work,
  depth = 0,
): YamlMap {
  if (!work.take(1 + Object.keys(base).length + Object.keys(over).length)) {
    return over;
  }
  const result = copyMap(base);
  for (const [key, value] of Object.entries(over)) {
    const known = result[key];
    result[key] =
      depth < 20 && isMap(known) && isMap(value)
        ? deepMerge(known, value, work, depth + 1)
        : value;
  }
  return result;
}

/**
 * Finds what jobs take from each other: by `extends`, and by `!reference`. Both may branch, so that a few lines could
 * stand for billions; what a pipeline may expand to is counted, and what is beyond is left out.
 *
 * @internal
 */
export class JobResolver {
  /** Names that jobs extend and no file declares. */
  readonly unresolved = new Set<string>();
  private readonly extended = new Map<string, YamlMap>();
  private remaining = MAX_NODES;

  constructor(readonly all: YamlMap, private readonly work: Work) {}

  /** Whether something was left out. */
  get isExhausted(): boolean {
    return this.remaining < 0;
  }

  /** A job with what it extends. */
  extend(name: string): YamlMap {
    let job = this.extended.get(name);
    if (!job) {
      job = this.withParents(name, []);
      this.extended.set(name, job);
    }
    return job;
  }

  private withParents(name: string, path: string[]): YamlMap {
    const job = this.all[name];
    if (!isMap(job)) {
      this.unresolved.add(name);
      return emptyMap();
    }
    if (path.includes(name) || path.length >= MAX_EXTENDS_DEPTH) {
      return emptyMap();
    }
    const parents = asList(job.extends).flatMap(parent => asText(parent) ?? []);
    if (parents.length === 0) {
      return job;
    }
    let result = emptyMap();
    for (const parent of parents) {
      if (this.take(1)) {
        result = deepMerge(
          result,
          this.withParents(parent, [...path, name]),
          this.work,
        );
      }
    }
    const own = copyMap(job);
    delete own.extends;
    return deepMerge(result, own, this.work);
  }

  /** Replaces `!reference [job, key]` by what it points at, flattening lists as GitLab does. */
  follow(value: unknown, depth = 0): unknown {
    if (value instanceof GitlabReference) {
      if (depth >= MAX_EXTENDS_DEPTH || !this.take(1)) {
        return undefined;
      }
      const [name, ...keys] = value.path;
      // Not only jobs are pointed at: a list of rules or commands may stand under a name of its own.
      const named = name === undefined ? undefined : this.all[name];
      let target: unknown = isMap(named) ? this.extend(name) : named;
      for (const key of keys) {
        target = isMap(target) ? target[key] : undefined;
      }
      return this.follow(target, depth + 1);
    }
    if (
      Array.isArray(value) &&
      value.some(item => item instanceof GitlabReference || Array.isArray(item))
    ) {
      if (!this.take(value.length)) {
        return [];
      }
      return value.flatMap(item => {
        const followed = this.follow(item, depth);
        return item instanceof GitlabReference ? asList(followed) : [followed];
      });
    }
    return value;
  }

  /** Lines of `script` and its neighbors. */
  lines(value: unknown): string[] {
    return asList(this.follow(value))
      .flatMap(item => asList(item))
      .flatMap(item => asList(item))
      .map(asText)
      .filter((line): line is string => line !== undefined);
  }

  private take(count: number): boolean {
    if (this.remaining >= 0) {
      this.remaining -= count;
    }
    return this.remaining >= 0 && this.work.take(count);
  }
}

/** Adds `default` and the older global keywords where the job has none, and `inherit` allows it. @internal */
export function applyDefault(job: YamlMap, all: YamlMap): YamlMap {
  const inherit = isMap(job.inherit) ? job.inherit.default : undefined;
  if (inherit === false) {
    return job;
  }
  const allowed = Array.isArray(inherit) ? inherit.map(asText) : undefined;
  const defaults = isMap(all.default) ? all.default : emptyMap();
  const result = copyMap(job);
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
