// SPDX-License-Identifier: Apache-2.0
import { RepositoryAddress } from './RepositoryAddress';

const CLOUD = 'dev.azure.com';
const OLD_HOST = /^([\w-]+)\.visualstudio\.com$/;
const OLD_SSH_HOST = 'vs-ssh.visualstudio.com';
const MARKS = new Set(['_git', '_ssh']);

/**
 * Reads the addresses of Azure DevOps: `organization/project/_git/name` on dev.azure.com, the same on the old
 * `organization.visualstudio.com`, over ssh as `v3/organization/project/name`, and any path with `_git` on a server
 * of one's own. A repository that is called as its project may leave the project out.
 *
 * @returns undefined where the address is of another provider, and nothing in it where it leads to no repository
 * @internal
 */
export function azureRepository({
  host,
  segments,
  user,
}: RepositoryAddress): { repository?: string } | undefined {
  const organization = OLD_HOST.exec(host)?.[1];
  if (host === OLD_SSH_HOST || host === CLOUD) {
    return host === CLOUD || segments[0] === 'v3'
      ? cloud(segments)
      : cloud([user ?? '', ...segments]);
  }
  if (organization) {
    return cloud([organization, ...segments]);
  }
  const mark = segments.findIndex(segment => segment.toLowerCase() === '_git');
  if (mark < 1 || segments.length < mark + 2) {
    return undefined;
  }
  return { repository: join(host, segments.slice(0, mark + 2)) };
}

function cloud(segments: string[]): { repository?: string } {
  if (segments[0] === 'v3') {
    const [, organization, project, name] = segments;
    return canonical(organization, project, name);
  }
  const path = segments.filter(
    (segment, index) =>
      index !== 1 || segment.toLowerCase() !== 'defaultcollection',
  );
  const mark = path.findIndex(segment => MARKS.has(segment.toLowerCase()));
  if (mark === 1) {
    return canonical(path[0], path[2], path[2]);
  }
  if (mark === 2) {
    return canonical(path[0], path[1], path[3]);
  }
  const [organization, project, apis, git, repositories, name] = path;
  return apis === '_apis' && git === 'git' && repositories === 'repositories'
    ? canonical(organization, project, name)
    : {};
}

function canonical(
  organization: string | undefined,
  project: string | undefined,
  name: string | undefined,
): { repository?: string } {
  return organization && project && name
    ? { repository: join(CLOUD, [organization, project, '_git', name]) }
    : {};
}

/** Names may hold spaces here, but never other white space. */
function join(host: string, segments: string[]): string | undefined {
  return segments.every(segment => !/[\p{Cc}]|[^\S ]/u.test(segment))
    ? [host, ...segments].join('/')
    : undefined;
}
