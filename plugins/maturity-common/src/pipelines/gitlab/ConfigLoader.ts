// SPDX-License-Identifier: Apache-2.0
import { MAX_CALL_DEPTH } from '../limits';
import { declaredInputs, shorten } from '../readJob';
import { PipelineFile, PipelineFileProblem } from '../types';
import { isMap, parseYaml, YamlMap } from '../yaml';
import { Include, readIncludes } from './includes';
import { deepMerge } from './resolveJobs';

/** A file with its local includes merged in. @internal */
export interface LoadedConfig {
  config: YamlMap;
  inputs: ReturnType<typeof declaredInputs>;
  includes: Extract<Include, { kind: 'reference' }>[];
}

/**
 * Whether a path is meant by a pattern: `*` is any part of a name, `**` also crosses folders. Place by place, as an
 * expression with many stars takes longer than anyone waits.
 */
function matchesPath(pattern: string, path: string): boolean {
  let places = new Set([0]);
  for (const part of pattern.split(/(\*\*\/?|\*)/)) {
    const next = new Set<number>();
    for (const place of places) {
      if (!part.startsWith('*')) {
        if (path.startsWith(part, place)) next.add(place + part.length);
        continue;
      }
      const end = part === '*' ? path.indexOf('/', place) : -1;
      for (
        let index = place;
        index <= (end < 0 ? path.length : end) && !next.has(index);
        index++
      ) {
        next.add(index);
      }
    }
    places = next;
  }
  return places.has(path.length);
}

/** Reads files and follows their local includes, within limits. @internal */
export class ConfigLoader {
  readonly problems: PipelineFileProblem[] = [];
  /** Includes that a pipeline may follow; GitLab allows 150. */
  private budget = 500;

  constructor(
    private readonly files: Map<string, PipelineFile>,
    private readonly host: string,
  ) {}

  load(file: PipelineFile, path: string[] = []): LoadedConfig | undefined {
    const parsed = parseYaml(file, { uniqueKeys: false });
    if ('problem' in parsed) {
      this.problems.push(parsed.problem);
      return undefined;
    }
    const [first, second] = parsed.documents;
    const header =
      isMap(first?.value) && isMap(first.value.spec) ? first.value : undefined;
    const body = header && second ? second : first;
    if (!isMap(body?.value)) {
      this.problems.push({
        path: file.path,
        line: 1,
        column: 1,
        message: `'${file.path}' holds no pipeline: a mapping of jobs is expected.`,
      });
      return undefined;
    }
    const own = body.value;
    let config: YamlMap = {};
    const includes: LoadedConfig['includes'] = [];
    for (const include of readIncludes(own.include, this.host)) {
      if (include.kind === 'reference') {
        if (this.budget-- > 0) includes.push(include);
        continue;
      }
      for (const local of this.find(include.path, file, path)) {
        const loaded = this.load(local, [...path, file.path]);
        if (loaded) {
          config = deepMerge(config, loaded.config);
          includes.push(...loaded.includes);
        }
      }
    }
    const spec = header && isMap(header.spec) ? header.spec.inputs : undefined;
    return {
      config: deepMerge(config, own),
      includes,
      inputs: declaredInputs(spec),
    };
  }

  private find(
    pattern: string,
    from: PipelineFile,
    path: string[],
  ): PipelineFile[] {
    if (path.length >= MAX_CALL_DEPTH || this.budget-- <= 0) {
      return [];
    }
    const found = [...this.files.values()].filter(
      file =>
        matchesPath(pattern, file.path) &&
        file.path !== from.path &&
        !path.includes(file.path),
    );
    if (found.length === 0 && ![from.path, ...path].includes(pattern)) {
      this.problems.push({
        path: from.path,
        message: `'${from.path}' includes '${shorten(
          pattern,
        )}', which is not among the files given. Send it with the others.`,
      });
    }
    return found;
  }
}
