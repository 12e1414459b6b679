// SPDX-License-Identifier: Apache-2.0
import { Recognition } from '../stages/recognition';
import { Work } from '../Work';
import { asText, emptyMap, YamlMap } from '../yaml';
import { Conditions } from './Conditions';
import { ConfigLoader, FileEntry } from './ConfigLoader';
import { LoadedConfig } from './IncludeWalk';
import { DeclaredInput } from './Inputs';
import { ruleHolds } from './outcomes';
import { PipelineVariant } from './PipelineVariant';
import { GitlabRun, knownIn } from './runs';

/** What all files of a folder are read with. @internal */
export interface ReadingTools {
  loader: ConfigLoader;
  conditions: Conditions;
  work: Work;
  host: string;
  recognition: Recognition;
}

/** An include comes in where its first rule that may be met does not say `never`. */
function letsIn(
  rules: YamlMap[],
  run: GitlabRun,
  conditions: Conditions,
): boolean {
  for (const rule of rules) {
    // Variables of the file are not there yet when GitLab includes; those that it sets are.
    const holds = ruleHolds(rule, run, conditions, name =>
      knownIn(run, new Map(), name),
    );
    const isNever = asText(rule.when) === 'never';
    if (holds !== false && !isNever) {
      return true;
    }
    if (holds && isNever) {
      return false;
    }
  }
  return false;
}

/** The files of one pipeline, as they are in each run. @internal */
export class PipelineFiles {
  private readonly variants = new Map<string, PipelineVariant>();

  private constructor(
    private readonly entries: FileEntry[],
    /** With all that may be included. */
    readonly everything: LoadedConfig,
    private readonly tools: ReadingTools,
    private readonly withHidden: boolean,
  ) {}

  /** Undefined where no file can be read. */
  static read(
    entries: FileEntry[],
    tools: ReadingTools,
    withHidden = false,
  ): PipelineFiles | undefined {
    const everything = tools.loader.load(entries, () => true);
    return (
      everything && new PipelineFiles(entries, everything, tools, withHidden)
    );
  }

  get inputs(): ReadonlyMap<string, DeclaredInput> {
    return this.everything.inputs;
  }

  variantOf(run: GitlabRun): PipelineVariant {
    const inputs = JSON.stringify([...run.inputs]);
    if (!this.everything.hasRules && run.inputs.size === 0) {
      return this.variant(inputs, this.everything);
    }
    const decisions: string[] = [inputs];
    const entries = this.entries.map(entry =>
      run.inputs.size > 0
        ? {
            ...entry,
            given: { isEntry: true, inputs: this.inputsOf(run) },
          }
        : entry,
    );
    const loaded = this.tools.loader.load(entries, rules => {
      const isIn = letsIn(rules, run, this.tools.conditions);
      decisions.push(isIn ? '1' : '0');
      return isIn;
    });
    return this.variant(decisions.join(''), loaded ?? this.everything);
  }

  private inputsOf(run: GitlabRun): YamlMap {
    const inputs = emptyMap();
    for (const [name, { value }] of run.inputs) {
      inputs[name] = value;
    }
    return inputs;
  }

  private variant(key: string, loaded: LoadedConfig): PipelineVariant {
    let variant = this.variants.get(key);
    if (!variant) {
      const { recognition, work } = this.tools;
      variant = new PipelineVariant(
        loaded,
        { recognition, withHidden: this.withHidden },
        work,
      );
      this.variants.set(key, variant);
    }
    return variant;
  }

  get all(): Iterable<PipelineVariant> {
    return this.variants.values();
  }
}
