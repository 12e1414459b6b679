// SPDX-License-Identifier: Apache-2.0
import { hostOf, readFiles } from '../readPipelines';
import { ReadPipeline } from '../readJob';
import { mergeRecognition, Recognition } from '../stages/recognition';
import { PipelineFile, PipelineFileProblem, TemplatePipeline } from '../types';
import { Work } from '../Work';

function toTemplatePipeline(pipeline: ReadPipeline): TemplatePipeline {
  const deployments = pipeline.calledDeployments ?? pipeline.deployments ?? [];
  return {
    path: pipeline.path,
    inputs: pipeline.inputs ?? {},
    jobs: pipeline.jobs.map(job => ({
      id: job.id,
      stages: job.stages,
      ...(job.condition ? { condition: job.condition } : {}),
      calls: job.calls,
      ...(job.safety.length > 0 ? { safety: job.safety } : {}),
      ...(job.gates.length > 0 ? { gates: job.gates } : {}),
    })),
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
