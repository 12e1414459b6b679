// SPDX-License-Identifier: Apache-2.0
import { hostOf, readFiles } from '../readPipelines';
import { ReadJob, ReadPipeline } from '../readJob';
import { mergeRecognition, Recognition } from '../stages/recognition';
import { PipelineFile, PipelineFileProblem, TemplatePipeline } from '../types';
import { Work } from '../Work';

function toTemplateJob(job: ReadJob): TemplatePipeline['jobs'][number] {
  const { id, condition, calls, conditional = [] } = job;
  const stages = new Set(conditional.flatMap(part => part.stages));
  const kinds = new Set(conditional.flatMap(part => part.safety ?? []));
  const names = new Set(
    conditional.flatMap(part => part.gates?.map(({ gate }) => gate) ?? []),
  );
  const safety = job.safety.filter(kind => !kinds.has(kind));
  const gates = job.gates.filter(({ gate }) => !names.has(gate));
  return {
    id,
    stages: job.stages.filter(stage => !stages.has(stage)),
    ...(conditional.length > 0 ? { conditional } : {}),
    ...(condition ? { condition } : {}),
    calls,
    ...(safety.length > 0 ? { safety } : {}),
    ...(gates.length > 0 ? { gates } : {}),
  };
}

function toTemplatePipeline(pipeline: ReadPipeline): TemplatePipeline {
  const deployments = pipeline.calledDeployments ?? pipeline.deployments ?? [];
  return {
    path: pipeline.path,
    inputs: pipeline.inputs ?? {},
    jobs: pipeline.jobs.map(toTemplateJob),
    ...(deployments.length > 0 ? { deployments } : {}),
  };
}

/** @internal */
export function readTemplateFilesWithProblems(
  provider: 'github' | 'gitlab',
  files: PipelineFile[],
  options: { repository?: string; recognition?: Partial<Recognition> } = {},
): { pipelines: TemplatePipeline[]; problems: PipelineFileProblem[] } {
  const context = {
    host: hostOf(provider, options.repository),
    repository: options.repository,
    recognition: mergeRecognition(options.recognition),
    work: new Work(),
  };
  const clean = files.map(file => ({
    ...file,
    path: file.path.replace(/^(?:\.?\/)+/, ''),
  }));
  // Each GitLab file is a template of its own; at GitHub the files of a commit share their actions.
  const results =
    provider === 'github'
      ? [readFiles(provider, clean, context)]
      : clean.map(file =>
          readFiles(provider, clean, { ...context, templatePath: file.path }),
        );
  const problems = new Map<string, PipelineFileProblem>();
  for (const problem of results.flatMap(result => result.problems)) {
    problems.set(`${problem.path} ${problem.line} ${problem.message}`, problem);
  }
  return {
    pipelines: results
      .flatMap(result => result.pipelines)
      .map(toTemplatePipeline),
    problems: [...problems.values()],
  };
}

/**
 * Reads the files of a golden path: inputs with their defaults, jobs, the conditions on them and what they call.
 *
 * @public
 */
export function readTemplateFiles(
  provider: 'github' | 'gitlab',
  files: PipelineFile[],
): TemplatePipeline[] {
  return readTemplateFilesWithProblems(provider, files).pipelines;
}
