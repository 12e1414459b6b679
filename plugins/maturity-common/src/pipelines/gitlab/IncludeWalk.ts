// SPDX-License-Identifier: Apache-2.0
import { MAX_CALL_DEPTH } from '../limits';
import { shorten } from '../readJob';
import { PipelineFile, PipelineFileProblem } from '../types';
import { emptyMap, YamlMap } from '../yaml';
import { Include } from './includes';
import { DeclaredInput, InputValues, valuesOfInputs } from './Inputs';

/** A file with its local includes merged in. @internal */
export interface LoadedConfig {
  config: YamlMap;
  inputs: ReadonlyMap<string, DeclaredInput>;
  includes: Extract<Include, { kind: 'reference' }>[];
  /** Whether it may look otherwise in another run, since rules decide what is included. */
  hasRules: boolean;
}

/** Inputs of a file by whoever includes it. @internal */
export interface GivenInputs {
  inputs: unknown;
  /** Whoever starts the pipeline gives the inputs that have no default. */
  isEntry?: boolean;
}

/** Decides whether a rule of an include lets it in; what is unknown does. @internal */
export type LetsIn = (rules: YamlMap[]) => boolean;

/** A file, parsed. @internal */
export interface ParsedFile {
  body: YamlMap;
  declared: ReadonlyMap<string, DeclaredInput>;
  hasInputs: boolean;
}

/** What a walk along includes takes its files from. @internal */
export interface IncludeSource {
  parse(file: PipelineFile): ParsedFile | undefined;
  includesOf(value: unknown): Include[];
  /** The files that an include means. */
  find(pattern: string): PipelineFile[];
  insert(value: YamlMap, inputs: InputValues): YamlMap;
  merge(base: YamlMap, over: YamlMap): YamlMap;
  report(problem: PipelineFileProblem): void;
}

/** GitLab allows 150 includes. */
const MAX_INCLUDES = 500;

/** One walk along the includes of one pipeline. @internal */
export class IncludeWalk {
  private remaining = MAX_INCLUDES;

  constructor(
    private readonly loader: IncludeSource,
    private readonly letsIn: LetsIn,
  ) {}

  load(
    file: PipelineFile,
    path: string[],
    given?: GivenInputs,
  ): LoadedConfig | undefined {
    const parsed = this.loader.parse(file);
    if (!parsed) {
      return undefined;
    }
    const own = parsed.hasInputs
      ? this.withInputs(file, parsed, given)
      : parsed.body;
    let config = emptyMap();
    let hasRules = false;
    const includes: LoadedConfig['includes'] = [];
    for (const include of this.loader.includesOf(own.include)) {
      if (include.rules) {
        hasRules = true;
        if (!this.letsIn(include.rules)) continue;
      }
      if (this.remaining-- <= 0) {
        this.loader.report({
          path: file.path,
          message: `More than ${MAX_INCLUDES} files are included; what '${file.path}' includes beyond them is left out. Include each file once.`,
        });
        break;
      }
      if (include.kind === 'reference') {
        includes.push(include);
        continue;
      }
      for (const local of this.findLocal(include.path, file, path)) {
        const loaded = this.load(local, [...path, file.path], {
          inputs: include.inputs,
        });
        if (loaded) {
          config = this.loader.merge(config, loaded.config);
          includes.push(...loaded.includes);
          hasRules ||= loaded.hasRules;
        }
      }
    }
    return {
      config: this.loader.merge(config, own),
      includes,
      inputs: parsed.declared,
      hasRules,
    };
  }

  private withInputs(
    file: PipelineFile,
    { body, declared }: ParsedFile,
    given: GivenInputs | undefined,
  ): YamlMap {
    if (!given) {
      return body;
    }
    const { values, faults } = valuesOfInputs(declared, given.inputs);
    for (const fault of given.isEntry ? [] : faults) {
      this.loader.report({
        path: file.path,
        message: `'${shorten(
          file.path,
        )}' is included with a wrong input: ${fault}. Correct the 'inputs' of the include.`,
      });
    }
    return this.loader.insert(body, values);
  }

  private findLocal(
    pattern: string,
    from: PipelineFile,
    path: string[],
  ): PipelineFile[] {
    if (path.length >= MAX_CALL_DEPTH) {
      return [];
    }
    const found = this.loader
      .find(pattern)
      .filter(file => file.path !== from.path && !path.includes(file.path));
    if (found.length === 0 && ![from.path, ...path].includes(pattern)) {
      this.loader.report({
        path: from.path,
        message: pattern.includes('$')
          ? `'${from.path}' includes '${shorten(
              pattern,
            )}', whose variable no file tells; what it includes is left out.`
          : `'${from.path}' includes '${shorten(
              pattern,
            )}', which is not among the files given. Send it with the others.`,
      });
    }
    return found;
  }
}
