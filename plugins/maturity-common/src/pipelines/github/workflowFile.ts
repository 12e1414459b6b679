// SPDX-License-Identifier: Apache-2.0
import { MAX_EVENTS } from '../limits';
import { shorten } from '../readJob';
import { PipelineFile, PipelineFileProblem } from '../types';
import { Work } from '../Work';
import { asText, isMap, ParsedDocument, parseYaml, YamlMap } from '../yaml';
import { readStarts, Start } from './starts';
import { readTriggers } from './triggers';

/** A workflow file, parsed. @internal */
export interface WorkflowFile {
  path: string;
  name?: string;
  workflow: YamlMap;
  document: ParsedDocument;
  /** Jobs that are mappings, in the file's order. */
  jobs: Map<string, YamlMap>;
  triggers: string[];
  starts: Start[];
  /** Names of the inputs that a caller or a person may give, in lower case. */
  inputs: ReadonlySet<string>;
  /** `on.workflow_call`, where other files may call this one. */
  call?: YamlMap;
}

/** More of them say nothing new about a file. */
const MAX_PROBLEMS = 50;

function jobsOf(
  file: PipelineFile,
  document: ParsedDocument,
  written: YamlMap,
): { jobs: Map<string, YamlMap>; problems: PipelineFileProblem[] } {
  const jobs = new Map<string, YamlMap>();
  const problems: PipelineFileProblem[] = [];
  for (const [id, job] of Object.entries(written)) {
    if (isMap(job)) {
      jobs.set(id, job);
    } else if (problems.length < MAX_PROBLEMS) {
      problems.push(
        document.problemAt(
          ['jobs', id],
          `Job '${shorten(id)}' in '${
            file.path
          }' is not a mapping. Give it 'runs-on' and 'steps', or 'uses'.`,
        ),
      );
    }
  }
  return { jobs, problems };
}

/** Parses a workflow file; what cannot be read is told. @internal */
export function parseWorkflow(
  file: PipelineFile,
  work: Work,
): { file?: WorkflowFile; problems: PipelineFileProblem[] } {
  const parsed = parseYaml(file, { uniqueKeys: true, work });
  if ('problem' in parsed) {
    return { problems: [parsed.problem] };
  }
  const document = parsed.documents[0];
  if (!document || !isMap(document.value)) {
    return {
      problems: [
        {
          path: file.path,
          line: 1,
          column: 1,
          message: `'${file.path}' holds no workflow: a mapping with 'on' and 'jobs' is expected.`,
        },
      ],
    };
  }
  const workflow = document.value;
  if (!isMap(workflow.jobs)) {
    return {
      problems: [
        document.problemAt(
          ['jobs'],
          `'${file.path}' has no 'jobs' mapping, so it runs nothing. Add 'jobs:' with at least one job.`,
        ),
      ],
    };
  }
  const { jobs, problems } = jobsOf(file, document, workflow.jobs);
  const { triggers, call } = readTriggers(workflow);
  if (triggers.length > MAX_EVENTS) {
    return {
      problems: [
        ...problems,
        document.problemAt(
          ['on'],
          `'${file.path}' names ${triggers.length} events; workflows with up to ${MAX_EVENTS} are read. Name only events that GitHub has.`,
        ),
      ],
    };
  }
  const starts = readStarts(workflow);
  const called = isMap(call?.inputs) ? Object.keys(call!.inputs) : [];
  return {
    file: {
      path: file.path,
      name: asText(workflow.name),
      workflow,
      document,
      jobs,
      triggers,
      starts,
      inputs: new Set([
        ...called.map(name => name.toLowerCase()),
        ...starts.flatMap(({ inputs }) => [...inputs.keys()]),
      ]),
      call,
    },
    problems,
  };
}
