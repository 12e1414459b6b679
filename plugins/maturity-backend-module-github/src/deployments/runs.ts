// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { WorkflowRun } from '../client/schema';

/** What set a run off. @internal */
export function triggerOf(event: string): Deployment['trigger'] {
  switch (event) {
    case 'push':
    case 'pull_request':
    case 'pull_request_target':
    case 'merge_group':
    case 'workflow_run':
    case 'create':
      return 'push';
    case 'workflow_dispatch':
      return 'manual';
    case 'schedule':
      return 'schedule';
    case 'release':
      return 'release';
    default:
      return 'api';
  }
}

/** A run's workflow file without the ref that some hosts append. @internal */
export function workflowPath(run: Pick<WorkflowRun, 'path'>) {
  return run.path?.split('@')[0] || undefined;
}

/**
 * The pipeline of a run, and the golden path that it really called: what ran counts, not what a file says.
 *
 * @internal
 */
export function pipelineOf(
  run: Pick<WorkflowRun, 'id' | 'path' | 'referenced_workflows'>,
  host: string,
  templates: readonly DeclaredTemplate[],
  attempt: number | undefined,
): Deployment['pipeline'] {
  const path = workflowPath(run);
  const called = (run.referenced_workflows ?? []).map(reference => {
    const [file, at] = reference.path.split('@');
    const [owner, repository, ...rest] = file.split('/');
    return {
      repository: `${host}/${owner}/${repository}`.toLowerCase(),
      path: rest.join('/'),
      ref: (reference.ref ?? at ?? reference.sha).replace(
        /^refs\/(tags|heads)\//,
        '',
      ),
    };
  });
  const approved = called.flatMap(call => {
    const template = templates.find(
      ({ provider, repository, paths }) =>
        provider === 'github' &&
        repository.toLowerCase() === call.repository &&
        matchesAny(call.path, paths),
    );
    return template ? [{ id: template.id, ref: call.ref }] : [];
  });
  const other = called.map(({ repository, path: file, ref }) => ({
    id: `${repository}/${file}`,
    ref,
  }));
  const template = approved[0] ?? other[0];
  return {
    ...(path && { path }),
    ...(template && { template }),
    run: String(run.id),
    ...(attempt !== undefined && { attempt }),
  };
}

/**
 * The attempt of a run in which something was requested. A run tells only when its last attempt began: what came before
 * it belongs to the first one where there are two, and else to one that is not known.
 *
 * @internal
 */
export function attemptAt(
  run: Pick<WorkflowRun, 'run_attempt' | 'run_started_at'>,
  requestedAt: string,
): number | undefined {
  const last = run.run_attempt ?? 1;
  if (last === 1) {
    return 1;
  }
  if (!run.run_started_at) {
    return undefined;
  }
  if (Date.parse(requestedAt) >= Date.parse(run.run_started_at)) {
    return last;
  }
  return last === 2 ? 1 : undefined;
}
