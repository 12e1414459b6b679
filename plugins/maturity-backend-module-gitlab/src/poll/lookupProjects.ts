// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  ProviderNotFoundError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  ProbedProject,
  probeAnswerSchema,
  projectSchema,
} from '../client/schema';
import { Project, Remembered, Session } from '../Session';
import { isNumber, Target } from '../targets';

/** The host's clock may be behind ours. */
const CLOCK_MARGIN_MS = 3_600_000;
/** Pipelines of a project that one look shows. */
const PIPELINES = 20;
/** GitLab takes as many paths for one list; a question may ask for several lists. */
const PATHS_TOGETHER = 50;
/** A list has a complexity of 27, with releases of 34, and GitLab allows 250. @internal */
export const PROBED_TOGETHER = 7 * PATHS_TOGETHER;
const QUESTION = 'probe';
/** Among what is refused: not even one list is answered. @internal */
export const EVERY_LOOK = 'list';

/**
 * A deployment is a job of a pipeline, and a job that moves touches its pipeline, also one that is old: that tells
 * what REST would need a request per project for.
 */
const LOOK = `fragment Look on ProjectConnection {
  nodes {
    id fullPath webUrl createdAt archived lastActivityAt ciConfigPathOrDefault
    repository { rootRef empty }
    pipelines(first: ${PIPELINES}, updatedAfter: $after) { nodes { iid updatedAt } }
    releases(first: 5) @include(if: $releases) { nodes { tagName releasedAt } }
  }
}`;

/** What is asked of all projects alike. */
interface Look {
  /** From when on pipelines can be news for any of them. */
  after: string | undefined;
  /** Whether a release is a deployment for any of them. */
  releases: boolean;
}

/** Projects by what they are asked by: their path, or their number. */
interface Part {
  argument: 'fullPaths' | 'ids';
  names: string[];
}

/** What a project is asked by: its number, or the path where it was last. @internal */
export function nameOf({ target, state }: Remembered): string {
  return isNumber(target) ? target.path : state.path ?? target.path;
}

/** Looks at many projects in one request. @internal */
export async function lookupProjects(
  session: Session,
  batch: Remembered[],
): Promise<Map<string, Project>> {
  const startedAt = session.context.now().getTime();
  const named = (isAsked: (target: Target) => boolean) =>
    batch.flatMap(one => (isAsked(one.target) ? [nameOf(one)] : []));
  const parts: Part[] = [
    ...chunk(
      named(target => !isNumber(target)),
      PATHS_TOGETHER,
    ).map(names => ({ argument: 'fullPaths' as const, names })),
    ...chunk(named(isNumber), PATHS_TOGETHER).map(names => ({
      argument: 'ids' as const,
      names: names.map(number => `gid://gitlab/Project/${number}`),
    })),
  ];
  const found = await lookTogether(session, parts, {
    after: windowOf(session, batch),
    releases: batch.some(({ target }) => target.rule.recognize === 'releases'),
  });
  for (const { target } of batch) {
    session.looked.set(
      target.key,
      new Date(startedAt - CLOCK_MARGIN_MS).toISOString(),
    );
  }
  return new Map(
    found.flatMap(project => [
      [project.path.toLowerCase(), project] as const,
      [String(project.id), project] as const,
    ]),
  );
}

function windowOf(session: Session, batch: Remembered[]): string | undefined {
  return batch
    .flatMap(({ target, state }) => {
      const looked = session.looked.get(target.key);
      return (
        [state.seenAt, looked]
          .flatMap(at => at ?? [])
          .sort()
          .pop() ?? []
      );
    })
    .sort()[0];
}

/** What a host refuses to answer at once is asked list by list, and where that is refused too, project by project. */
async function lookTogether(
  session: Session,
  parts: Part[],
  look: Look,
): Promise<Project[]> {
  const { after, releases } = look;
  if (parts.length > 1 && session.refused.has(QUESTION)) {
    const found: Project[] = [];
    for (const part of parts) {
      found.push(...(await lookTogether(session, [part], look)));
    }
    return found;
  }
  if (parts.length === 0) {
    return [];
  }
  const declared = parts.map(
    ({ argument }, index) =>
      `$n${index}: ${argument === 'ids' ? '[ID!]' : '[String!]'}`,
  );
  const lists = parts.map(
    ({ argument }, index) =>
      `  n${index}: projects(${argument}: $n${index}, first: ${PATHS_TOGETHER}) { ...Look }`,
  );
  const query = `query Probe($after: Time, $releases: Boolean!, ${declared.join(
    ', ',
  )}) {\n${lists.join('\n')}\n}\n${LOOK}`;
  try {
    const answer = await session.client.graphql(
      query,
      // What is not said is left out: GitLab would take null for a filter of its own.
      {
        ...(after && { after }),
        releases,
        ...Object.fromEntries(
          parts.map(({ names }, index) => [`n${index}`, names]),
        ),
      },
      probeAnswerSchema,
    );
    return Object.values(answer).flatMap(list =>
      (list?.nodes ?? []).flatMap(node => (node ? [toProject(node)] : [])),
    );
  } catch (error) {
    if (!(error instanceof ProviderNotFoundError)) {
      throw error;
    }
    session.context.logger.debug('GitLab refuses the joint question', {
      host: session.client.host,
      words: error.message,
    });
    if (parts.length === 1) {
      session.refused.add(EVERY_LOOK);
      return [];
    }
    session.refused.add(QUESTION);
    return lookTogether(session, parts, look);
  }
}

function toProject(node: ProbedProject): Project {
  return {
    id: Number(node.id.split('/').pop()),
    path: node.fullPath,
    url: node.webUrl,
    createdAt: node.createdAt,
    defaultBranch: node.repository?.rootRef ?? undefined,
    isArchived: node.archived ?? false,
    isEmpty: node.repository?.empty ?? false,
    ciConfigPath: node.ciConfigPathOrDefault ?? undefined,
    lastActivityAt: node.lastActivityAt,
    pipelines: (node.pipelines?.nodes ?? []).flatMap(({ iid, updatedAt }) =>
      updatedAt ? [{ iid, updatedAt }] : [],
    ),
    newestRelease: (node.releases?.nodes ?? [])
      .map(({ tagName, releasedAt }) => `${tagName} ${releasedAt}`)
      .join(),
  };
}

/** Follows a project that moved, which the joint question does not. @internal */
export async function followProject(
  session: Session,
  target: Target,
): Promise<Project> {
  const project = await session.client.read(projectSchema, api =>
    api.Projects.show(target.path),
  );
  return {
    id: project.id,
    path: project.path_with_namespace,
    url: project.web_url,
    createdAt: project.created_at,
    defaultBranch: project.default_branch ?? undefined,
    isArchived: project.archived ?? false,
    isEmpty: project.empty_repo ?? false,
    ciConfigPath: project.ci_config_path || undefined,
    lastActivityAt: project.last_activity_at,
    // What the joint question would show is not known: it is read each time.
    pipelines: [{ updatedAt: session.context.now().toISOString() }],
  };
}
