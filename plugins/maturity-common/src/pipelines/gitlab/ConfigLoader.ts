// SPDX-License-Identifier: Apache-2.0
import { PipelineFile, PipelineFileProblem } from '../types';
import { Work } from '../Work';
import { isMap, parseYaml, YamlMap } from '../yaml';
import { Include, readIncludes } from './includes';
import {
  GivenInputs,
  IncludeSource,
  IncludeWalk,
  LetsIn,
  LoadedConfig,
  ParsedFile,
} from './IncludeWalk';
import { declaredInputsOf, InputValues, insertInputs } from './Inputs';
import { matchesPath } from './matchesPath';
import { deepMerge } from './resolveJobs';

/**
 * A file to begin with: a path, or a pattern with `*`. Without `given` its inputs stay as they are written, as in a
 * template of which nobody knows the callers.
 *
 * @internal
 */
export interface FileEntry {
  pattern: string;
  given?: GivenInputs;
}

/** Reads files and follows their local includes, within limits. @internal */
export class ConfigLoader implements IncludeSource {
  private readonly problemsByText = new Map<string, PipelineFileProblem>();
  private readonly parsed = new Map<string, ParsedFile | undefined>();

  constructor(
    private readonly files: ReadonlyMap<string, PipelineFile>,
    private readonly host: string,
    private readonly work: Work,
  ) {}

  get problems(): PipelineFileProblem[] {
    return [...this.problemsByText.values()];
  }

  /** Files with what they include, merged in their order. */
  load(entries: FileEntry[], letsIn: LetsIn): LoadedConfig | undefined {
    const walk = new IncludeWalk(this, letsIn);
    let all: LoadedConfig | undefined;
    for (const { pattern, given } of entries) {
      for (const file of this.find(pattern)) {
        const loaded = walk.load(file, [], given);
        all =
          all && loaded
            ? {
                config: this.merge(all.config, loaded.config),
                includes: [...all.includes, ...loaded.includes],
                inputs: all.inputs,
                hasRules: all.hasRules || loaded.hasRules,
              }
            : loaded ?? all;
      }
    }
    return all;
  }

  parse(file: PipelineFile): ParsedFile | undefined {
    if (!this.parsed.has(file.path)) {
      this.parsed.set(file.path, this.parseAnew(file));
    }
    return this.parsed.get(file.path);
  }

  private parseAnew(file: PipelineFile): ParsedFile | undefined {
    const parsed = parseYaml(file, { uniqueKeys: false, work: this.work });
    if ('problem' in parsed) {
      this.report(parsed.problem);
      return undefined;
    }
    const [first, second] = parsed.documents;
    const header =
      isMap(first?.value) && isMap(first.value.spec) ? first.value : undefined;
    const body = header && second ? second : first;
    if (!isMap(body?.value)) {
      this.report({
        path: file.path,
        line: 1,
        column: 1,
        message: `'${file.path}' holds no pipeline: a mapping of jobs is expected.`,
      });
      return undefined;
    }
    return {
      body: body.value,
      declared: declaredInputsOf(header?.spec),
      hasInputs: file.content.includes('$[['),
    };
  }

  report(problem: PipelineFileProblem): void {
    this.problemsByText.set(`${problem.path} ${problem.message}`, problem);
  }

  insert(value: YamlMap, inputs: InputValues): YamlMap {
    return insertInputs(value, inputs, this.work) as YamlMap;
  }

  merge(base: YamlMap, over: YamlMap): YamlMap {
    return deepMerge(base, over, this.work);
  }

  includesOf(value: unknown): Include[] {
    return readIncludes(value, this.host);
  }

  find(pattern: string): PipelineFile[] {
    if (!pattern.includes('*')) {
      const file = this.files.get(pattern);
      return file ? [file] : [];
    }
    return [...this.files.values()].filter(file =>
      matchesPath(pattern, file.path, this.work),
    );
  }
}
