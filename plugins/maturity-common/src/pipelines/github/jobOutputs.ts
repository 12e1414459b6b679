// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';
import { asList, asText, isMap, YamlMap } from '../yaml';
import { asString, interpolate, Lookup } from './expressions/evaluate';
import { anyOf, Possible, UNKNOWN } from './expressions/possible';

const MAX_SCRIPT = 20_000;
const MAX_NAME = 100;
/** More values of one output decide nothing. */
const MAX_WRITTEN = 40;

/** What scripts write, by script and name; each is searched once. @internal */
export class WrittenOutputs {
  private readonly known = new Map<string, Map<string, string[]>>();

  constructor(private readonly work: Work) {}

  /** Texts that a script may write under a name; undefined where no more scripts can be searched. */
  of(script: string, name: string): string[] | undefined {
    const ofScript = this.known.get(script) ?? new Map<string, string[]>();
    const values = ofScript.get(name);
    if (values || !this.work.take(Math.ceil(script.length / 3))) {
      return values;
    }
    const found = writtenValues(script, name);
    this.known.set(script, ofScript.set(name, found));
    return found;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Texts that a script may write as an output: `echo "name=value" >> "$GITHUB_OUTPUT"` and its older spelling. */
function writtenValues(script: string, name: string): string[] {
  const word = escaped(name);
  const assigned = new RegExp(
    `"${word}=([^"\\n]*)"|'${word}=([^'\\n]*)'|(?:^|\\s)${word}=["']?([^\\s"'>]+)|name=${word}::([^"'\\n]*)|setOutput\\(\\s*["'\`]${word}["'\`]\\s*,\\s*["'\`]([^"'\`\\n]*)["'\`]`,
    'gim',
  );
  const values = [...script.matchAll(assigned)].map(([, ...groups]) =>
    (groups.find(group => group !== undefined) ?? '').trim(),
  );
  return [...new Set(values)].slice(0, MAX_WRITTEN);
}

/** Outputs are texts, whatever was computed for them. */
function asWords(value: Possible): Possible {
  return { ...value, values: value.values.map(asString) };
}

/** What a shell variable may hold by the assignments of the same script; the text itself where it is none. */
function expanded(
  value: string,
  script: string,
  written: WrittenOutputs,
): string[] {
  const variable = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
  return variable && !value.startsWith('${{')
    ? written.of(script, variable) ?? []
    : [value];
}

/**
 * The values that a step may give as an output, as far as they stand in its script. Which of them it gives is decided
 * when it runs, so each is possible.
 *
 * @internal
 */
export function stepOutput(
  steps: unknown,
  step: string,
  output: string,
  lookup: Lookup,
  written: WrittenOutputs,
): Possible {
  const found = asList(steps)
    .filter(isMap)
    .find(one => asText(one.id)?.toLowerCase() === step);
  const script =
    asText(found?.run) ??
    (isMap(found?.with) ? asText(found?.with.script) : undefined);
  if (!script || script.length > MAX_SCRIPT || output.length > MAX_NAME) {
    return UNKNOWN;
  }
  const values = written
    .of(script, output)
    ?.flatMap(value => expanded(value, script, written));
  if (!values || values.length === 0) {
    return UNKNOWN;
  }
  return asWords(
    anyOf(
      ...values.map(value =>
        /\$(?!\{\{)|`/.test(value) ? UNKNOWN : interpolate(value, lookup),
      ),
    ),
  );
}

/** The values that a job may give as an output to those who need it. @internal */
export function jobOutput(
  job: YamlMap | undefined,
  output: string,
  lookup: Lookup,
): Possible {
  const outputs = isMap(job?.outputs) ? job?.outputs : undefined;
  const written = Object.entries(outputs ?? {}).find(
    ([name]) => name.toLowerCase() === output,
  )?.[1];
  const text = asText(written);
  return text === undefined ? UNKNOWN : asWords(interpolate(text, lookup));
}
