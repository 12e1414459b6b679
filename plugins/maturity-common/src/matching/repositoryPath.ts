// SPDX-License-Identifier: Apache-2.0
import { azureRepository } from './azureRepository';
import { RepositoryAddress } from './RepositoryAddress';

/** Hosts whose repositories always have exactly an owner and a name. */
const TWO_SEGMENTS =
  /(?:^|\.)(?:github\.com|ghe\.com|bitbucket\.org|codeberg\.org|gitea\.com)$|github|gitea|forgejo/;
const GITLAB = /gitlab/;
const BITBUCKET = /bitbucket|stash/;

/** What no project or group can be called, on any provider, so that it always is a page below a repository. */
const PAGES = new Set([
  'tree',
  'blob',
  'raw',
  'blame',
  'commits',
  'edit',
  'wikis',
]);
/** Pages below a repository that GitLab also allows as names: only with what follows them are they pages. */
const PAGES_WITH: Record<string, RegExp> = {
  actions: /^(?:runs|workflows)$/,
  commit: /^[0-9a-f]{7,64}$/i,
  compare: /\.\./,
  issues: /^\d+$/,
  merge_requests: /^\d+$/,
  pipelines: /^\d+$/,
  pull: /^\d+$/,
  pulls: /^\d+$/,
  releases: /^(?:tag|download|latest)$/,
  src: /^(?:branch|tag|commit)$/,
};
/** What GitLab puts behind `/-/`. */
const GITLAB_PAGES = new Set(
  (
    'alert_management analytics archive artifacts badges blame blob boards branches builds ci cluster_agents clusters ' +
    'commit commits compare container_registry create cycle_analytics dependencies deploy_keys deploy_tokens ' +
    'deployments design_management edit environments epics error_tracking feature_flags find_file forks graphs hooks ' +
    'import incidents integrations issues jobs labels metrics merge_requests milestones mirror ml network new ' +
    'notes packages pages path_locks pipeline_schedules pipelines product_analytics project_members protected_branches ' +
    'protected_tags quality raw refs releases requirements_management runners secrets security services settings ' +
    'snippets starrers tags terraform tracings tree triggers usage_quotas value_stream_analytics variables ' +
    'vulnerability_feedback wikis work_items'
  ).split(' '),
);

/** The repository that an address leads to or below, as `host/path`; undefined when it leads to none. @internal */
export function repositoryPath(address: RepositoryAddress): string | undefined {
  const azure = azureRepository(address);
  if (azure) {
    return azure.repository;
  }
  const { host } = address;
  const found = cut(host, withoutDecoration(address));
  if (found.length < 2) {
    return undefined;
  }
  const last = found.length - 1;
  const names = [...found.slice(0, last), found[last].replace(/\.git$/i, '')];
  return names.every(name => name !== '' && !/[\s\p{Cc}]/u.test(name))
    ? [host, ...names].join('/')
    : undefined;
}

/** Without what an API, or a web page of Bitbucket Server, puts around the path. */
function withoutDecoration({
  host,
  isApi,
  segments,
}: RepositoryAddress): string[] {
  const [first, second, third, fourth] = segments;
  if (first === 'api' && third === 'repos') {
    return segments.slice(3);
  }
  if (first === 'api' && third === 'projects' && second === 'v4') {
    return (fourth ?? '').split('/');
  }
  if (isApi && first === 'repos') {
    return segments.slice(1);
  }
  if (isApi && second === 'repositories') {
    return segments.slice(2);
  }
  return (
    (GITLAB.test(host) ? undefined : bitbucketServer(host, segments)) ??
    segments
  );
}

/**
 * `scm/KEY/name`, `projects/KEY/repos/name` and `users/name/repos/name`, which is `~name`; also below the folder that
 * the server runs in, and in its API.
 */
function bitbucketServer(
  host: string,
  segments: string[],
): string[] | undefined {
  const repos = segments.findIndex(
    (segment, index) =>
      index >= 2 &&
      segment === 'repos' &&
      /^(?:projects|users)$/.test(segments[index - 2]),
  );
  if (repos >= 0 && segments.length > repos + 1) {
    const owner = segments[repos - 1];
    const isUser = segments[repos - 2] === 'users' && !owner.startsWith('~');
    return [isUser ? `~${owner}` : owner, segments[repos + 1]];
  }
  const scm = segments.indexOf('scm');
  const isAtHome = scm === 0 || (scm === 1 && BITBUCKET.test(host));
  return isAtHome && segments.length === scm + 3
    ? segments.slice(scm + 1)
    : undefined;
}

/** Leaves out what lies below the repository. */
function cut(host: string, segments: string[]): string[] {
  if (TWO_SEGMENTS.test(host)) {
    return segments.slice(0, 2);
  }
  const end = segments.findIndex((segment, index) => {
    const isBelow =
      /\.git$/i.test(segments[index - 1] ?? '') ||
      isPage(segment, segments[index + 1]);
    return index >= 2 && isBelow;
  });
  return end < 0 ? segments : segments.slice(0, end);
}

function isPage(segment: string, next: string | undefined): boolean {
  if (PAGES.has(segment)) {
    return true;
  }
  if (next === undefined) {
    return false;
  }
  if (segment === '-') {
    return GITLAB_PAGES.has(next);
  }
  return Object.hasOwn(PAGES_WITH, segment) && PAGES_WITH[segment].test(next);
}
