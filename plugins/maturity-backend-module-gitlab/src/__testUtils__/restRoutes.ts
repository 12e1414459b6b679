// SPDX-License-Identifier: Apache-2.0
import { Answer } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { Json, sha, WorldProject } from './world';

const NOT_FOUND: Answer = { status: 404, body: { message: '404 Not Found' } };

function paged(items: Json[], query: URLSearchParams): Answer {
  const size = Number(query.get('per_page') ?? 20);
  const page = Number(query.get('page') ?? 1);
  const next = items.length > page * size ? page + 1 : '';
  return {
    status: 200,
    body: items.slice((page - 1) * size, page * size),
    headers: { 'x-page': String(page), 'x-next-page': String(next) },
  };
}

function since(value: unknown, bound: string | null): boolean {
  return !bound || Date.parse(String(value)) >= Date.parse(bound);
}

/** Answers what the collector asks of one project, as GitLab does. */
export function answerRest(
  world: WorldProject,
  path: string,
  query: URLSearchParams,
): Answer {
  const part = Object.keys(world.refused).find(name => path.startsWith(name));
  if (part !== undefined) {
    const status = world.refused[part];
    return { status, body: { message: `${status} Forbidden` } };
  }
  const [, kind, ...rest] = path.split('/');
  switch (kind) {
    case undefined:
    case '':
      return { status: 200, body: projectOf(world) };
    case 'deployments':
      return rest[0] ? oneDeployment(world, rest[0]) : list(world, query);
    case 'environments':
      return paged(
        world.environments.filter(
          ({ name }) => !query.has('name') || name === query.get('name'),
        ),
        query,
      );
    case 'protected_environments':
      return typeof world.protectedEnvironments === 'number'
        ? { status: world.protectedEnvironments, body: { message: '404' } }
        : paged(world.protectedEnvironments, query);
    case 'merge_requests':
      return paged(
        world.mergeRequests.filter(
          ({ updated_at: updated, merged_at: merged }) =>
            since(updated ?? merged, query.get('updated_after')),
        ),
        query,
      );
    case 'pipelines':
      return pipelines(world, rest, query);
    case 'ci':
      return {
        status: 200,
        body: {
          valid: true,
          merged_yaml: world.mergedYaml,
          jobs: world.lintedJobs,
        },
      };
    case 'releases':
      return paged(world.releases, query);
    case 'repository':
      return repository(world, rest, query);
    default:
      return NOT_FOUND;
  }
}

function projectOf(world: WorldProject): Json {
  return {
    id: world.id,
    path_with_namespace: world.path,
    web_url: `https://gitlab.com/${world.path}`,
    default_branch: 'main',
    created_at: world.createdAt,
    archived: world.archived,
    empty_repo: world.empty,
    ci_config_path: '',
    last_activity_at: world.lastActivityAt,
  };
}

function list(world: WorldProject, query: URLSearchParams): Answer {
  if (query.has('updated_after') && query.get('order_by') !== 'updated_at') {
    return { status: 400, body: { message: 'order_by must be updated_at' } };
  }
  return paged(
    world.deployments
      .filter(({ updated_at: at }) => since(at, query.get('updated_after')))
      .sort(
        (a, b) =>
          Date.parse(String(a.updated_at)) - Date.parse(String(b.updated_at)) ||
          Number(a.id) - Number(b.id),
      ),
    query,
  );
}

function oneDeployment(world: WorldProject, id: string): Answer {
  const found = world.deployments.find(one => String(one.id) === id);
  return found
    ? { status: 200, body: { ...found, ...world.decisions[Number(id)] } }
    : NOT_FOUND;
}

function pipelines(
  world: WorldProject,
  [id, jobs]: string[],
  query: URLSearchParams,
): Answer {
  if (jobs) {
    const found = world.jobs[Number(id)]?.filter(
      ({ retried }) => !retried || query.get('include_retried') === 'true',
    );
    return found
      ? paged(
          found.map(({ retried: _retried, ...job }) => job),
          query,
        )
      : NOT_FOUND;
  }
  if (id) {
    const body = world.pipelines.find(one => String(one.id) === id);
    return body ? { status: 200, body } : NOT_FOUND;
  }
  const status = query.get('status');
  const found = world.pipelines.filter(
    one =>
      (!status || one.status === status) &&
      since(one.updated_at, query.get('updated_after')),
  );
  if (query.get('order_by') === 'updated_at') {
    found.sort(
      (a, b) =>
        Date.parse(String(a.updated_at)) - Date.parse(String(b.updated_at)),
    );
  } else if (query.get('sort') === 'asc') {
    found.reverse();
  }
  // The list does not tell when a pipeline ended.
  return paged(
    found.map(({ finished_at: _end, ...pipeline }) => pipeline),
    query,
  );
}

function repository(
  world: WorldProject,
  [kind, ...rest]: string[],
  query: URLSearchParams,
): Answer {
  switch (kind) {
    case 'tags':
      return paged(world.tags, query);
    case 'tree':
      return paged(
        Object.keys(world.files).map(path => ({ path, type: 'blob' })),
        query,
      );
    case 'files': {
      const content = world.files[rest.join('/')];
      return content === undefined
        ? NOT_FOUND
        : {
            status: 200,
            body: {
              file_path: rest.join('/'),
              encoding: 'base64',
              content: Buffer.from(content).toString('base64'),
              last_commit_id: sha(content),
            },
          };
    }
    case 'commits':
      return paged(commits(world, query), query);
    case 'compare':
      return compare(world, query.get('from')!, query.get('to')!);
    default:
      return NOT_FOUND;
  }
}

/** Of a branch, or between two revisions; in a time; and of a folder or file. */
function commits(world: WorldProject, query: URLSearchParams): Json[] {
  const [from, to] = (query.get('ref_name') ?? '').split('..');
  const path = query.get('path');
  const found = to ? between(world, from, to) ?? [] : world.commits;
  return found
    .filter(
      ({ created_at: at, touches }) =>
        since(at, query.get('since')) &&
        (!query.has('until') || since(query.get('until'), String(at))) &&
        (!path ||
          (touches as string[] | undefined)?.some(file =>
            `${file}/`.startsWith(`${path}/`),
          )),
    )
    .map(withoutTouches);
}

function withoutTouches({ touches: _touches, ...commit }: Json): Json {
  return commit;
}

/** What the second revision has and the first has not, undefined where there is no such revision. */
function between(
  world: WorldProject,
  from: string,
  to: string,
): Json[] | undefined {
  const byId = new Map(world.commits.map(one => [String(one.id), one]));
  if (!byId.has(from) || !byId.has(to)) {
    return undefined;
  }
  const reach = (start: string) => {
    const seen = new Set<string>();
    const queue = [start];
    for (let id = queue.pop(); id; id = queue.pop()) {
      if (!seen.has(id) && byId.has(id)) {
        seen.add(id);
        queue.push(...(byId.get(id)!.parent_ids as string[]));
      }
    }
    return seen;
  };
  const before = reach(from);
  return [...reach(to)].filter(id => !before.has(id)).map(id => byId.get(id)!);
}

function compare(world: WorldProject, from: string, to: string): Answer {
  const found = between(world, from, to);
  return found
    ? {
        status: 200,
        body: { commits: found.map(withoutTouches), compare_timeout: false },
      }
    : NOT_FOUND;
}
