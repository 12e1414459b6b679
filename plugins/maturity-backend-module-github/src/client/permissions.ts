// SPDX-License-Identifier: Apache-2.0
import { GraphqlProblem, isRefusal } from './errors';

/** What must be granted so that a part can be read, and what is lost without it. @internal */
export interface NeededPermission {
  /** Of a GitHub App or a fine-grained token. */
  permission: string;
  /** Of a classic token. */
  scope: string;
  lost: string;
}

/** By the field of a GraphQL answer, and `runs` and `compare` of REST. The README repeats this table. @internal */
export const NEEDED_PERMISSIONS: Record<string, NeededPermission> = {
  deployments: {
    permission: 'Deployments: read',
    scope: 'repo',
    lost: 'deployments and their waits',
  },
  environments: {
    permission: 'Environments: read',
    scope: 'repo',
    lost: 'gates, and the split of waits into approval and timer',
  },
  workflows: {
    permission: 'Contents: read',
    scope: 'repo',
    lost: 'pipelines',
  },
  defaultBranchRef: {
    permission: 'Contents: read',
    scope: 'repo',
    lost: 'changes, and with them lead time',
  },
  associatedPullRequests: {
    permission: 'Pull requests: read',
    scope: 'repo',
    lost: 'merge times and hotfix marks',
  },
  runs: {
    permission: 'Actions: read',
    scope: 'repo',
    lost: 'triggers, golden-path adoption, workflow runs and rules of third-party apps',
  },
  deploymentReviews: {
    permission: 'Actions: read',
    scope: 'repo',
    lost: 'decisions and number of approvers',
  },
  releases: {
    permission: 'Contents: read',
    scope: 'repo',
    lost: 'releases',
  },
  refs: {
    permission: 'Contents: read',
    scope: 'repo',
    lost: 'tags',
  },
};

/** A sentence per missing permission: the host's words, what to grant, what is lost without it. @internal */
export function describeMissing(field: string, words: string): string {
  const needed = NEEDED_PERMISSIONS[field];
  const said = words.replace(/\.$/, '');
  if (!needed) {
    return `'${field}' could not be read: ${said}.`;
  }
  return `GitHub says “${said}”. Grant '${needed.permission}' (app or fine-grained token; '${needed.scope}' for a classic token): without it there are no ${needed.lost}.`;
}

/** The named field that a problem is about: the nearest to the end of its path. @internal */
export function fieldOf(problem: GraphqlProblem): string | undefined {
  return [...(problem.path ?? [])]
    .reverse()
    .find(
      (part): part is string =>
        typeof part === 'string' && part in NEEDED_PERMISSIONS,
    );
}

/** By field: the host's words about what it refused. @internal */
export function missingOf(problems: GraphqlProblem[]): Map<string, string> {
  return new Map(
    problems.filter(isRefusal).flatMap(problem => {
      const field = fieldOf(problem);
      return field ? [[field, problem.message] as const] : [];
    }),
  );
}
