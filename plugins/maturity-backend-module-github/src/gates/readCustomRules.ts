// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  resolveTier,
  sameEnvironment,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  readPart,
  Refusals,
  unlessGone,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { customRulesSchema, DeploymentNode, Details } from '../client/schema';
import { environmentOf, wasHeld } from '../deployments/toDeployment';
import { TargetState } from '../poll/state';
import { Target } from '../targets';
import { environmentGates } from './gates';

/** Environments of one repository that are asked for third-party rules in one read: each costs a request. */
const MAX_ASKED = 10;

/** The apps that decide about environments, and which environments were asked in this read. @internal */
export interface CustomRules {
  custom: TargetState['custom'];
  /** By `environmentKey`. */
  asked: ReadonlySet<string>;
}

/**
 * Which apps decide about environments. GraphQL does not know of third-party protection rules, so they are asked for
 * one environment at a time: only where something held a deployment that no other rule explains, and where they were
 * found before.
 *
 * @internal
 */
export async function readCustomRules<
  K extends CustomRules & { refused: Refusals },
>(
  client: GithubClient,
  target: Target,
  options: { details: Details; nodes: DeploymentNode[]; known: K },
): Promise<K> {
  const { details, nodes } = options;
  let { known } = options;
  const wanted = new Set(
    [
      ...Object.keys(known.custom),
      ...nodes
        .filter(wasHeld)
        .map(environmentOf)
        .filter(environment => isUnexplained(environment, details)),
    ].filter(environment => !known.asked.has(environmentKey(environment))),
  );
  for (const environment of wanted) {
    if (known.refused.has('runs') || known.asked.size >= MAX_ASKED) {
      return known;
    }
    const { value: apps, refused } = await readPart('runs', known.refused, () =>
      readApps(client, target, environment),
    );
    known = {
      ...known,
      refused,
      asked: new Set([...known.asked, environmentKey(environment)]),
      ...(apps && { custom: withApps(known.custom, environment, apps) }),
    };
  }
  return known;
}

/** Whether none of the rules that GraphQL tells can have held a deployment to an environment that counts. */
function isUnexplained(environment: string, details: Details): boolean {
  const rules = environmentGates(details.environments?.nodes ?? []).get(
    environmentKey(environment),
  );
  return (
    rules !== undefined &&
    rules.reviewers === 0 &&
    rules.timerMinutes === 0 &&
    resolveTier(environment) !== 'development'
  );
}

async function readApps(
  client: GithubClient,
  { owner, name }: Target,
  environment: string,
): Promise<string[]> {
  const answer = await unlessGone(
    client.get(
      '/repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules',
      { owner, repo: name, environment_name: environment },
      customRulesSchema,
    ),
  );
  const rules =
    answer?.status === 'ok'
      ? answer.data.custom_deployment_protection_rules
      : undefined;
  return (rules ?? []).flatMap(({ enabled, app }) =>
    enabled ? [app.slug] : [],
  );
}

function withApps(
  custom: TargetState['custom'],
  environment: string,
  apps: string[],
): TargetState['custom'] {
  const others = Object.entries(custom).filter(
    ([name]) => !sameEnvironment(name, environment),
  );
  return Object.fromEntries([
    ...others,
    ...(apps.length > 0
      ? [[environment, [...new Set(apps)].sort()] as const]
      : []),
  ]);
}
