// SPDX-License-Identifier: Apache-2.0

/** What must be granted so that a part can be read, and what is lost without it. @internal */
export interface NeededPermission {
  scope: string;
  /** Of the token's user, or of the project or group token. */
  role: string;
  lost: string;
}

/** By what is read. The README repeats this table. @internal */
export const NEEDED_PERMISSIONS = {
  deployments: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'deployments and their waits',
  },
  'deploying-pipelines': {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'jobs that deploy, and their waits',
  },
  'deploying-releases': {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'releases, which are the deployments here',
  },
  'deploying-tags': {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'tags, which are the deployments here',
  },
  environments: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'tiers of environments; they are guessed from their names',
  },
  protectedEnvironments: {
    scope: 'read_api',
    role: 'Maintainer',
    lost: 'gates of protected environments; manual jobs are still found',
  },
  files: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'pipelines, and the manual jobs in them',
  },
  linter: {
    scope: 'read_api',
    role: 'Developer',
    lost: 'gates and stages that come from included files, and timers of delayed jobs',
  },
  jobs: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'exact beginnings of waits for manual jobs',
  },
  commits: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'changes, and with them lead time',
  },
  mergeRequests: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'merge times and hotfix marks',
  },
  pipelines: {
    scope: 'read_api',
    role: 'Reporter',
    lost: 'the first green build',
  },
} satisfies Record<string, NeededPermission>;

/** A part of a project that can be read or not by itself. @internal */
export type Part = keyof typeof NEEDED_PERMISSIONS;

/** A sentence per missing permission: the host's words, what to grant, what is lost without it. @internal */
export function describeMissing(part: string, words: string): string {
  const needed: NeededPermission | undefined = NEEDED_PERMISSIONS[part as Part];
  if (!needed) {
    return `'${part}' could not be read: ${words}.`;
  }
  return `GitLab says “${words}”. Give the token the scope '${needed.scope}' and its user the role '${needed.role}' in the project: without it are lost: ${needed.lost}.`;
}
