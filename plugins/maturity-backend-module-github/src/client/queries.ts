// SPDX-License-Identifier: Apache-2.0
import { Recognition } from '../config';

/** @internal */
export interface BatchedQuery {
  query: string;
  variables: Record<string, unknown>;
}

/** As many as GitHub gives at once. */
const FULL_PAGE = 100;
const DEPLOYMENT_ORDER = 'orderBy: { field: CREATED_AT, direction: DESC }';

const FRAGMENTS: Record<string, string> = {
  ProbeDeployments: `fragment ProbeDeployments on Repository {
  deployments(first: 1, ${DEPLOYMENT_ORDER}) { totalCount nodes { id createdAt latestStatus { id } } }
}`,
  ProbeReleases: `fragment ProbeReleases on Repository {
  releases(first: 1, ${DEPLOYMENT_ORDER}) { totalCount nodes { tagName publishedAt } }
}`,
  ProbeBase: `fragment ProbeBase on Repository {
  id nameWithOwner url isArchived isDisabled isEmpty createdAt pushedAt
  defaultBranchRef { name target { oid } }
}`,
  DeploymentFields: `fragment DeploymentFields on Deployment {
  id databaseId createdAt updatedAt environment originalEnvironment commitOid commit { committedDate }
  statuses(first: 30) { pageInfo { hasNextPage endCursor } nodes { id state createdAt logUrl } }
}`,
  DeploymentPage: `fragment DeploymentPage on DeploymentConnection {
  totalCount pageInfo { hasNextPage endCursor } nodes { ...DeploymentFields }
}`,
  Gates: `fragment Gates on Repository {
  environments(first: 20) { ...EnvironmentPage }
}`,
  EnvironmentPage: `fragment EnvironmentPage on EnvironmentConnection {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { name protectionRules(first: 5) { nodes { type timeout reviewers(first: 1) { totalCount } } } }
}`,
  Workflows: `fragment Workflows on Repository {
  workflows: object(expression: "HEAD:.github/workflows") {
    ... on Tree { entries { name type object { ... on Blob { text isTruncated } } } }
  }
}`,
  CommitFields: `fragment CommitFields on Commit {
  oid committedDate authoredDate messageHeadline parents(first: 5) { nodes { oid } }
  associatedPullRequests(first: 1) {
    nodes {
      createdAt mergedAt headRefName labels(first: 10) { nodes { name } }
      commits(first: 1) { nodes { commit { committedDate } } }
    }
  }
}`,
  ReleasePage: `fragment ReleasePage on ReleaseConnection {
  pageInfo { hasNextPage endCursor }
  nodes { databaseId tagName createdAt publishedAt isDraft isPrerelease url tagCommit { oid committedDate } }
}`,
  TagPage: `fragment TagPage on RefConnection {
  pageInfo { hasNextPage endCursor }
  nodes { name target { oid ... on Commit { committedDate } ... on Tag { tagger { date } target { oid ... on Commit { committedDate } } } } }
}`,
};

/** The text with all fragments that it names, and that those name. */
function withFragments(text: string): string {
  const used = new Set<string>();
  const visit = (part: string) => {
    for (const [, name] of part.matchAll(/\.\.\.(\w+)/g)) {
      if (FRAGMENTS[name] && !used.has(name)) {
        used.add(name);
        visit(FRAGMENTS[name]);
      }
    }
  };
  visit(text);
  return [text, ...[...used].map(name => FRAGMENTS[name])].join('\n');
}

/** What a part of a batched query asks for: its text and the variables that it needs, typed. @internal */
export interface Selection {
  text: (variable: (name: string) => string) => string;
  variables?: Record<string, { type: string; value: unknown }>;
}

/**
 * One query about many repositories: `r0`, `r1` … in their order. Values travel as variables, never as text.
 *
 * @internal
 */
export function repositoriesQuery(
  name: string,
  parts: { owner: string; name: string; selection: Selection }[],
): BatchedQuery {
  const declarations: string[] = [];
  const variables: Record<string, unknown> = {};
  const fields = parts.map((part, index) => {
    const declare = (variable: string, type: string, value: unknown) => {
      declarations.push(`$${variable}${index}: ${type}`);
      variables[`${variable}${index}`] = value;
    };
    declare('owner', 'String!', part.owner);
    declare('name', 'String!', part.name);
    for (const [key, { type, value }] of Object.entries(
      part.selection.variables ?? {},
    )) {
      declare(key, type, value);
    }
    const text = part.selection.text(variable => `$${variable}${index}`);
    return `  r${index}: repository(owner: $owner${index}, name: $name${index}) { ${text} }`;
  });
  return {
    query: withFragments(
      `query ${name}(${declarations.join(', ')}) {\n${fields.join('\n')}\n}`,
    ),
    variables,
  };
}

const PROBED: Partial<Record<Recognition, string>> = {
  deployments: '...ProbeDeployments',
  releases: '...ProbeReleases',
};

/**
 * Does it still look as it did? Only what counts as a deployment there is looked at: a field that is refused takes the
 * whole repository with it.
 *
 * @internal
 */
export function probeOf(
  recognize: Recognition,
  refused: ReadonlyMap<string, string>,
): Selection {
  const isAsked = recognize in PROBED && !refused.has(recognize);
  return {
    text: () =>
      isAsked ? `...ProbeBase ${PROBED[recognize]}` : '...ProbeBase',
  };
}

/** A look at a golden path. @internal */
export const PROBE_WITHOUT_DEPLOYMENTS: Selection = {
  text: () => '...ProbeBase ...ProbeReleases',
};

/** The next page of deployments, newest first. @internal */
export function deploymentPage(first: number, after?: string): Selection {
  return {
    text: variable =>
      `deployments(first: ${first}, after: ${variable(
        'after',
      )}, ${DEPLOYMENT_ORDER}) { ...DeploymentPage }`,
    variables: { after: { type: 'String', value: after ?? null } },
  };
}

/**
 * Few environments at first: GitHub counts what could be asked for, not what is there, and most have few.
 *
 * @internal
 */
export const GATES: Selection = { text: () => '...Gates' };
/** Further environments, as where every pull request has one. @internal */
export function environmentPage(after: string): Selection {
  return {
    text: variable =>
      `environments(first: 100, after: ${variable(
        'environment',
      )}) { ...EnvironmentPage }`,
    variables: { environment: { type: 'String', value: after } },
  };
}

/** @internal */
export const WORKFLOWS: Selection = { text: () => '...Workflows' };

/** Commits of the default branch since a time. @internal */
export function history(
  since: string,
  after?: string,
  first = FULL_PAGE,
): Selection {
  return {
    text: variable =>
      `defaultBranchRef { target { ... on Commit { history(first: ${first}, since: ${variable(
        'since',
      )}, after: ${variable(
        'historyAfter',
      )}) { pageInfo { hasNextPage endCursor } nodes { ...CommitFields } } } } }`,
    variables: {
      since: { type: 'GitTimestamp', value: since },
      historyAfter: { type: 'String', value: after ?? null },
    },
  };
}

/** Which commits of the default branch touch paths: `p0`, `p1` …. @internal */
export function historiesOfPaths(
  since: string,
  parts: { alias: string; path: string; after?: string }[],
  first = FULL_PAGE,
): Selection {
  return {
    text: variable =>
      `defaultBranchRef { target { ... on Commit { ${parts
        .map(
          ({ alias }) =>
            `${alias}: history(first: ${first}, since: ${variable(
              'pathSince',
            )}, path: ${variable(`path_${alias}_`)}, after: ${variable(
              `after_${alias}_`,
            )}) { pageInfo { hasNextPage endCursor } nodes { oid } }`,
        )
        .join(' ')} } } }`,
    variables: {
      pathSince: { type: 'GitTimestamp', value: since },
      ...Object.fromEntries(
        parts.flatMap(({ alias, path, after }) => [
          [`path_${alias}_`, { type: 'String', value: path }],
          [`after_${alias}_`, { type: 'String', value: after ?? null }],
        ]),
      ),
    },
  };
}

/** Commits that lead to a revision, since a time. @internal */
export function historyFrom(
  revision: string,
  since: string,
  first = FULL_PAGE,
): Selection {
  return {
    text: variable =>
      `branch: object(oid: ${variable(
        'revision',
      )}) { ... on Commit { history(first: ${first}, since: ${variable(
        'since',
      )}) { pageInfo { hasNextPage endCursor } nodes { ...CommitFields } } } }`,
    variables: {
      revision: { type: 'GitObjectID', value: revision },
      since: { type: 'GitTimestamp', value: since },
    },
  };
}

/** Releases, newest first. @internal */
export function releasePage(after?: string, first = FULL_PAGE): Selection {
  return {
    text: variable =>
      `releases(first: ${first}, after: ${variable(
        'after',
      )}, ${DEPLOYMENT_ORDER}) { ...ReleasePage }`,
    variables: { after: { type: 'String', value: after ?? null } },
  };
}

/** Tags, newest commit first. @internal */
export function tagPage(after?: string, first = FULL_PAGE): Selection {
  return {
    text: variable =>
      `refs(refPrefix: "refs/tags/", first: ${first}, after: ${variable(
        'after',
      )}, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) { ...TagPage }`,
    variables: { after: { type: 'String', value: after ?? null } },
  };
}

/** Files at commits: `f0`, `f1` … are blobs or trees. @internal */
export function filesAt(expressions: string[]): Selection {
  return {
    text: variable =>
      expressions
        .map(
          (_, index) =>
            `f${index}: object(expression: ${variable(
              `file${index}_`,
            )}) { ... on Blob { text isTruncated } ... on Tree { entries { name type object { ... on Blob { text isTruncated } } } } }`,
        )
        .join(' '),
    variables: Object.fromEntries(
      expressions.map((value, index) => [
        `file${index}_`,
        { type: 'String!', value },
      ]),
    ),
  };
}

/** Commits by their ids: `c0`, `c1` …. @internal */
export function commitsById(revisions: string[]): Selection {
  return {
    text: variable =>
      revisions
        .map(
          (_, index) =>
            `c${index}: object(oid: ${variable(
              `oid${index}_`,
            )}) { ... on Commit { ...CommitFields } }`,
        )
        .join(' '),
    variables: Object.fromEntries(
      revisions.map((value, index) => [
        `oid${index}_`,
        { type: 'GitObjectID', value },
      ]),
    ),
  };
}

/** Several selections of one repository as one. @internal */
export function combine(selections: Selection[]): Selection {
  return {
    text: variable => selections.map(({ text }) => text(variable)).join(' '),
    variables: Object.assign(
      {},
      ...selections.map(({ variables }) => variables),
    ),
  };
}

/** Whole deployments by their ids, up to 100. @internal */
export const DEPLOYMENTS_BY_ID = withFragments(
  `query DeploymentsById($ids: [ID!]!) { nodes(ids: $ids) { ...DeploymentFields } }`,
);

/** Whether open deployments, or runs, have moved on, up to 100. @internal */
export const OPEN_DEPLOYMENTS = `query OpenDeployments($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { id latestStatus { id } } ... on WorkflowRun { id updatedAt } }
}`;

/** The remaining statuses of a deployment that has many. @internal */
export const MORE_STATUSES = `query MoreStatuses($id: ID!, $after: String) {
  node(id: $id) {
    ... on Deployment {
      statuses(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id state createdAt logUrl } }
    }
  }
}`;

/** Who let runs pass, as ids that are compared and forgotten. @internal */
export const RUN_REVIEWS = `query RunReviews($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on WorkflowRun {
      id
      deploymentReviews(first: 50) {
        nodes { state user { databaseId } environments(first: 50) { nodes { name } } }
      }
    }
  }
}`;
