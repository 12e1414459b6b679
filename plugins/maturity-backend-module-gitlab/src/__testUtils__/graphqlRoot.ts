// SPDX-License-Identifier: Apache-2.0
import { Json, sha, WorldProject } from './world';

const page = (hasNextPage: boolean) => ({
  hasNextPage,
  hasPreviousPage: false,
});

/** The resolvers of GitLab's schema over made-up projects. */
export function createRoot(projects: WorldProject[]) {
  const byPath = new Map(projects.map(one => [one.path.toLowerCase(), one]));
  const byId = new Map(
    projects.map(one => [`gid://gitlab/Project/${one.id}`, one]),
  );
  return {
    project: ({ fullPath }: { fullPath: string }) => {
      const found = byPath.get(fullPath.toLowerCase());
      return found ? toProject(found) : null;
    },
    projects: (asked: {
      fullPaths?: string[];
      ids?: string[];
      first: number;
    }) => {
      if ((asked.fullPaths ?? []).length > 50) {
        throw new Error('You cannot provide more than 50 full paths');
      }
      const found = [
        ...(asked.fullPaths ?? []).map(path => byPath.get(path.toLowerCase())),
        ...(asked.ids ?? []).map(id => byId.get(id)),
      ].flatMap(one => one ?? []);
      return {
        nodes: found.slice(0, asked.first).map(toProject),
        pageInfo: page(found.length > asked.first),
      };
    },
  };
}

function toProject(one: WorldProject) {
  return {
    id: `gid://gitlab/Project/${one.id}`,
    fullPath: one.path,
    webUrl: `https://gitlab.com/${one.path}`,
    createdAt: one.createdAt,
    archived: one.archived,
    lastActivityAt: one.lastActivityAt,
    ciConfigPathOrDefault: '.gitlab-ci.yml',
    repository: {
      rootRef: one.empty ? null : 'main',
      empty: one.empty,
      tree: ({ path }: { path: string }) => {
        const content = one.files[path];
        return {
          lastCommit: content === undefined ? null : { sha: sha(content) },
        };
      },
    },
    pipelines: (asked: { first: number; updatedAfter?: string }) => ({
      nodes: one.pipelines
        .filter(({ updated_at: at }) => String(at) > (asked.updatedAfter ?? ''))
        .slice(0, asked.first)
        .map(pipeline => toPipeline(one, pipeline)),
    }),
    pipeline: ({ iid }: { iid: string }) => {
      const found = one.pipelines.find(
        pipeline => String(pipeline.iid) === iid,
      );
      return found ? toPipeline(one, found) : null;
    },
    environments: (asked: {
      first: number;
      name?: string;
      states?: string[];
    }) => ({
      nodes: one.environments
        .filter(
          ({ name, state }) =>
            name === (asked.name ?? name) &&
            (asked.states ?? [state]).includes(state),
        )
        .sort((a, b) => Number(b.id) - Number(a.id))
        .slice(0, asked.first)
        .map(environment => toEnvironment(one, environment)),
    }),
    releases: ({ first }: { first: number }) => ({
      nodes: one.releases.slice(0, first).map(release => ({
        tagName: release.tag_name,
        releasedAt: release.released_at,
      })),
    }),
  };
}

/** The last one of a status: of those that ended by their end, of others by their number. */
function toEnvironment(one: WorldProject, { name }: Json) {
  return {
    name,
    lastDeployment: ({ status }: { status: string }) => {
      if (status === 'SKIPPED') {
        throw new Error('"skipped" status is not supported.');
      }
      const hasEnded = ['SUCCESS', 'FAILED', 'CANCELED'].includes(status);
      const [last] = one.deployments
        .filter(
          made =>
            (made.environment as Json).name === name &&
            made.status === status.toLowerCase(),
        )
        .sort(
          (a, b) =>
            (hasEnded ? endOf(b) - endOf(a) : 0) || Number(b.id) - Number(a.id),
        );
      return last ? { id: `gid://gitlab/Deployment/${last.id}` } : null;
    },
  };
}

function endOf({ deployable, updated_at: updated }: Json): number {
  const end = (deployable as Json | null)?.finished_at ?? updated;
  return Date.parse(String(end));
}

function toPipeline(one: WorldProject, pipeline: Json) {
  return {
    id: `gid://gitlab/Ci::Pipeline/${pipeline.id}`,
    iid: String(pipeline.iid ?? pipeline.id),
    updatedAt: pipeline.updated_at,
    jobs: ({ first }: { first: number }) => {
      const jobs = (one.jobs[Number(pipeline.id)] ?? []).filter(
        ({ retried }) => !retried,
      );
      return {
        pageInfo: page(jobs.length > first),
        nodes: jobs.slice(0, first).map(job => ({
          id: `gid://gitlab/Ci::Build/${job.id}`,
          name: job.name,
          status: String(job.status).toUpperCase(),
          stage: { name: job.stage },
          createdAt: job.created_at,
          startedAt: job.started_at,
          finishedAt: job.finished_at,
          queuedDuration: job.queued_duration,
          allowFailure: job.allow_failure,
        })),
      };
    },
  };
}
