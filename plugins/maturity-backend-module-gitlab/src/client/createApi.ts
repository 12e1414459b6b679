// SPDX-License-Identifier: Apache-2.0
import {
  Commits,
  Deployments,
  Environments,
  Jobs,
  Lint,
  MergeRequests,
  Pipelines,
  ProjectProtectedEnvironments,
  ProjectReleases,
  Projects,
  Repositories,
  RepositoryFiles,
  Tags,
} from '@gitbeaker/core';
import { createRequesterFn } from '@gitbeaker/requester-utils';
import { HostHttp } from '@delivery-maturity/backstage-plugin-maturity-node';

/** Before Gitbeaker's paths; the base of the API is put in its place, since a proxy may call it otherwise. */
const GITBEAKER_BASE = /^\/api\/v4\/+/;

/** Gitbeaker's resources over requests of ours. */
export type GitlabApi = ReturnType<typeof createApi>;

/**
 * Gitbeaker knows the routes, their parameters and their pages. Its own requester retries 429 and 502 on a schedule of
 * its own, without `Retry-After`, and keeps status and headers to itself; the budget and the host's advice need both.
 *
 * @internal
 */
export function createApi(apiBaseUrl: string, http: HostHttp) {
  const base = apiBaseUrl.replace(/\/+$/, '');
  const options = {
    host: '',
    rateLimits: {},
    // The requester has a limit for each request, and may wait long between two of them.
    queryTimeout: null,
    requesterFn: createRequesterFn(
      async (_service, request) => request,
      async (endpoint, { method, prefixUrl, searchParams } = {}) => {
        if (method !== 'GET') {
          throw new Error(
            `GitLab is only read here, and '${method} ${endpoint}' may write.`,
          );
        }
        const path = `${prefixUrl}/${endpoint}`.replace(GITBEAKER_BASE, '');
        const query = searchParams ? `?${searchParams}` : '';
        const answer = await http.send({ url: `${base}/${path}${query}` });
        if (answer.status === 'unchanged') {
          throw new Error(`'${path}' was not asked for its changes.`);
        }
        const { body, code, headers } = answer;
        return { body: body as null, headers, status: code };
      },
    ),
  };
  return {
    Commits: new Commits(options),
    Deployments: new Deployments(options),
    Environments: new Environments(options),
    Jobs: new Jobs(options),
    Lint: new Lint(options),
    MergeRequests: new MergeRequests(options),
    Pipelines: new Pipelines(options),
    ProjectProtectedEnvironments: new ProjectProtectedEnvironments(options),
    ProjectReleases: new ProjectReleases(options),
    Projects: new Projects(options),
    Repositories: new Repositories(options),
    RepositoryFiles: new RepositoryFiles(options),
    Tags: new Tags(options),
  };
}
