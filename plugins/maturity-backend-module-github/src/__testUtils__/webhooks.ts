// SPDX-License-Identifier: Apache-2.0
import { EventParams } from '@backstage/plugin-events-node';
import { WorldDeployment, WorldRun } from './world';

type Payload = Record<string, any>;

const examples: {
  name: string;
  examples: Payload[];
}[] = require('@octokit/webhooks-examples');

/** The published examples of an event; of some there are none. */
export function examplesOf(name: string): Payload[] {
  return examples.find(found => found.name === name)?.examples ?? [];
}

/** An event as a repository would send it, from a published example. */
export function webhook(
  name: string,
  parts: Payload = {},
  slug = 'acme/shop',
): EventParams<Payload> {
  const [example] = examplesOf(name);
  const { repository, ...given } = parts;
  return {
    topic: `github.${name}`,
    eventPayload: {
      ...example,
      ...given,
      repository: {
        ...example?.repository,
        full_name: slug,
        html_url: `https://github.com/${slug}`,
        default_branch: 'main',
        created_at: '2020-01-01T00:00:00Z',
        ...repository,
      },
    },
  };
}

/** A status of a deployment of Actions. */
export function statusWebhook(
  deployment: WorldDeployment,
  index: number,
): EventParams<Payload> {
  const { state, at } = deployment.statuses[index];
  const [example] = examplesOf('deployment_status');
  return webhook('deployment_status', {
    workflow_run: null,
    deployment: deploymentPart(deployment),
    deployment_status: {
      ...example.deployment_status,
      state: state.toLowerCase(),
      created_at: at,
      log_url: `https://github.com/acme/shop/actions/runs/${deployment.runId}/job/1`,
    },
  });
}

/** A deployment that was asked for. */
export function deploymentWebhook(deployment: WorldDeployment) {
  return webhook('deployment', {
    workflow_run: null,
    deployment: deploymentPart(deployment),
  });
}

function deploymentPart(deployment: WorldDeployment) {
  const [example] = examplesOf('deployment');
  return {
    ...example.deployment,
    id: deployment.id,
    sha: deployment.commit,
    environment: deployment.environment,
    original_environment: deployment.environment,
    created_at: deployment.createdAt,
  };
}

/** What happened to a run. */
export function runWebhook(run: WorldRun, repository: Payload = {}) {
  const example = examplesOf('workflow_run').find(
    ({ workflow_run: { path } }) => path,
  )!;
  return webhook('workflow_run', {
    action: run.status,
    workflow: { ...example.workflow, path: run.path },
    workflow_run: {
      ...example.workflow_run,
      id: run.id,
      path: run.path,
      status: run.status,
      conclusion: run.conclusion ?? null,
    },
    repository,
  });
}
