// SPDX-License-Identifier: Apache-2.0
import {
  CollectContext,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { isYoung } from '../provisioning/firstGreenBuild';
import { workflowPath } from '../deployments/runs';
import { parseState } from '../poll/state';
import { Target } from '../targets';
import { WorkflowRunEvent } from './schema';

/**
 * Whether a run may have changed what is known of a target. Most runs are of tests and deploy nothing, and they come by
 * the hundred: a look at what is remembered decides, not a question to the host.
 *
 * @internal
 */
export async function concernsRun(
  event: WorkflowRunEvent,
  target: Target,
  context: Pick<CollectContext, 'readWatermark' | 'now'>,
): Promise<boolean> {
  const state = parseState(await context.readWatermark(target.key));
  return mayBeFirstGreen(event, context) && !state.firstGreenBuildAt
    ? true
    : mayDeploy(event, target, state.workflows);
}

function mayBeFirstGreen(
  { workflow_run: run, repository }: WorkflowRunEvent,
  { now }: Pick<CollectContext, 'now'>,
): boolean {
  const { created_at: createdAt } = repository;
  return (
    run.conclusion === 'success' &&
    typeof createdAt === 'string' &&
    isYoung(createdAt, now())
  );
}

/** What a run says of a deployment, as its golden path and whether it was canceled, is read with the deployment. */
function mayDeploy(
  { workflow_run: run, workflow }: WorkflowRunEvent,
  { rule }: Target,
  known: string[],
): boolean {
  const path = workflowPath({ path: run.path ?? workflow?.path });
  switch (rule.recognize) {
    case 'deployments':
      return path === undefined || known.includes(path);
    case 'workflow-runs':
      return (
        path === undefined ||
        (rule.workflows.length > 0
          ? matchesAny(path, rule.workflows)
          : known.includes(path))
      );
    default:
      return false;
  }
}
