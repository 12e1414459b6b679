// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  environmentKey,
  resolveTier,
  sameEnvironment,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  ProviderNotFoundError,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { inHalves } from '../client/inHalves';
import { environmentOf, wasHeld } from '../deployments/toDeployment';
import { environmentGates } from './gates';
import { environmentPage, GATES, repositoriesQuery } from '../client/queries';
import {
  customRulesSchema,
  DeploymentNode,
  Details,
  detailsSchema,
  Environments,
} from '../client/schema';
import { Job, Session } from '../Session';

/** 2,020 environments. */
const MAX_PAGES = 20;
/** Environments of one repository that are asked for third-party rules in one read: each costs a request. */
const MAX_ASKED = 10;

/** All environments of a repository; the first ones came with its details. @internal */
export async function withAllEnvironments(
  session: Session,
  job: Job,
  details: Details,
): Promise<Details> {
  const { target } = job;
  let page = details.environments;
  if (!page?.pageInfo.hasNextPage) {
    return details;
  }
  const first = page;
  const found = [...page.nodes];
  for (let count = 0; count < MAX_PAGES; count++) {
    const after = page?.pageInfo.endCursor;
    if (!page?.pageInfo.hasNextPage || !after) {
      break;
    }
    const { query, variables } = repositoriesQuery('Environments', [
      {
        owner: target.owner,
        name: target.name,
        selection: environmentPage(after),
      },
    ]);
    const { data } = await session.client.graphqlWhole(query, variables);
    page = detailsSchema.parse(data.r0 ?? {}).environments;
    found.push(...(page?.nodes ?? []));
  }
  return { ...details, environments: { ...first, nodes: found } };
}

/** The repositories whose protection rules are not what they were; one query for all, since rules carry no date. @internal */
export async function findChangedGates(
  session: Session,
  jobs: Job[],
): Promise<Set<Job>> {
  const changed = new Set<Job>();
  if (jobs.length === 0) {
    return changed;
  }
  const data = await askForGates(session, jobs);
  for (const [index, job] of jobs.entries()) {
    const answer = detailsSchema.nullish().parse(data[index]);
    const environments = answer?.environments;
    if (
      environments?.pageInfo.hasNextPage ||
      gatesFingerprint(environments) !== job.state.gates
    ) {
      changed.add(job);
    }
  }
  return changed;
}

/** The environments of each repository. */
function askForGates(session: Session, jobs: Job[]): Promise<unknown[]> {
  return inHalves(jobs, async part => {
    const { query, variables } = repositoriesQuery(
      'Gates',
      part.map(({ target: { owner, name } }) => ({
        owner,
        name,
        selection: GATES,
      })),
    );
    const { data } = await session.client.graphql(query, variables);
    return part.map((_, index) => data[`r${index}`]);
  });
}

/** Equal for equal protection rules. @internal */
export function gatesFingerprint(
  environments: Environments | null | undefined,
): string {
  const nodes = environments && [...environments.nodes];
  nodes?.sort((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(nodes ?? 'unknown'))
    .digest('hex')
    .slice(0, 16);
}

/**
 * Which apps decide about environments. GraphQL does not know of third-party protection rules, so they are asked for
 * one environment at a time: only where something held a deployment that no other rule explains, and where they were
 * found before.
 *
 * @internal
 */
export async function readCustomRules(
  session: Session,
  job: Job,
  details: Details,
  nodes: DeploymentNode[],
): Promise<void> {
  const { state, target } = job;
  const gates = environmentGates(details.environments?.nodes ?? []);
  const isUnexplained = (environment: string) => {
    const rules = gates.get(environmentKey(environment));
    return (
      rules !== undefined &&
      rules.reviewers === 0 &&
      rules.timerMinutes === 0 &&
      resolveTier(environment) !== 'development'
    );
  };
  const wanted = new Set(
    [
      ...Object.keys(state.custom),
      ...nodes.filter(wasHeld).map(environmentOf).filter(isUnexplained),
    ].filter(
      environment => !job.askedForRules.has(environmentKey(environment)),
    ),
  );
  for (const environment of wanted) {
    if (job.missing.has('runs') || job.askedForRules.size >= MAX_ASKED) {
      return;
    }
    job.askedForRules.add(environmentKey(environment));
    try {
      const answer = await session.client.get(
        '/repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules',
        {
          owner: target.owner,
          repo: target.name,
          environment_name: environment,
        },
        customRulesSchema,
      );
      const rules =
        (answer.status === 'ok' &&
          answer.data.custom_deployment_protection_rules) ||
        [];
      remember(
        state,
        environment,
        rules.flatMap(({ enabled, app }) => (enabled ? [app.slug] : [])),
      );
    } catch (error) {
      if (error instanceof ProviderPermissionError) {
        job.missing.set('runs', error.message);
      } else if (error instanceof ProviderNotFoundError) {
        remember(state, environment, []);
      } else {
        throw error;
      }
    }
  }
}

function remember(
  { custom }: Job['state'],
  environment: string,
  apps: string[],
) {
  for (const name of Object.keys(custom)) {
    if (sameEnvironment(name, environment)) delete custom[name];
  }
  if (apps.length > 0) {
    custom[environment] = [...new Set(apps)].sort();
  }
}
