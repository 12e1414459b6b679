// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Details, WorkflowRun } from '../client/schema';
import { RecognitionRule } from '../config';
import { readRepositoryPipelines } from '../pipelines/pipelines';
import { GithubRun } from '../RepositoryRead';
import { Target } from '../targets';
import { pipelineOf, triggerOf, workflowPath } from './runs';
import { READ_OBSERVATION } from './toDeployment';
import { Decisions } from './waits';

/** The environment that a run deploys to, undefined where it deploys nothing. @internal */
export function environmentOfRun(
  run: Pick<WorkflowRun, 'path'>,
  rule: RecognitionRule,
  pipelines: PipelineDefinition[],
): string | undefined {
  const path = workflowPath(run);
  if (!path) {
    return undefined;
  }
  if (rule.workflows.length > 0 && !matchesAny(path, rule.workflows)) {
    return undefined;
  }
  const pipeline = pipelines.find(candidate => candidate.path === path);
  const environments = [
    ...(pipeline?.deploysTo ?? []),
    ...(pipeline?.jobs.flatMap(({ environment }) => environment ?? []) ?? []),
  ];
  const named = environments.find(
    environment =>
      rule.environments.length === 0 ||
      matchesAny(environment, rule.environments),
  );
  if (named) {
    return named;
  }
  return rule.workflows.length > 0 ? rule.environment : undefined;
}

const OUTCOMES: Record<string, Deployment['outcome']> = {
  success: 'succeeded',
  failure: 'failed',
  timed_out: 'failed',
  startup_failure: 'failed',
  cancelled: 'canceled',
  stale: 'canceled',
};

/** A run as a deployment. Runs that were skipped deployed nothing. @internal */
export function toRunDeployment(
  run: WorkflowRun,
  target: Target,
  environment: string,
  context: { templates: readonly DeclaredTemplate[]; decisions?: Decisions },
): Deployment | undefined {
  const { host, owner, name } = target;
  const completed = run.status === 'completed';
  const concluded = completed ? OUTCOMES[run.conclusion ?? ''] : 'pending';
  const outcome =
    concluded === 'failed' && context.decisions?.rejected
      ? 'rejected'
      : concluded;
  if (!outcome) {
    return undefined;
  }
  const attempt = run.run_attempt ?? 1;
  const startedAt = run.run_started_at ?? run.created_at;
  const pipeline = pipelineOf(run, host, context.templates, attempt);
  return {
    source: host,
    id: `run/${run.id}/${attempt}`,
    observedAt: new Date(run.updated_at).toISOString(),
    observation: READ_OBSERVATION,
    repository: `${host}/${owner}/${name}`,
    service: environment,
    environment,
    revision: run.head_sha,
    // A later attempt was requested when it was started, not when the run was first created.
    requestedAt: new Date(
      attempt === 1 ? run.created_at : startedAt,
    ).toISOString(),
    startedAt: new Date(startedAt).toISOString(),
    ...(completed && { finishedAt: new Date(run.updated_at).toISOString() }),
    outcome,
    trigger: triggerOf(run.event),
    pipeline,
    url: `${run.html_url}${attempt === 1 ? '' : `/attempts/${attempt}`}`,
  };
}

/** The pipelines at the default branch, which tell where runs deploy to. @internal */
export function pipelinesOf(
  { context }: GithubRun,
  { host, path }: Target,
  details: Details,
): PipelineDefinition[] {
  return readRepositoryPipelines({
    host,
    repository: `${host}/${path}`,
    observedAt: context.now().toISOString(),
    tree: details.workflows,
    environments: [],
    gatesComplete: false,
    recognition: context.recognition,
  }).pipelines;
}
