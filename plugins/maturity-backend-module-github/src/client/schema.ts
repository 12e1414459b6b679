// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

// Only the fields that are used. What is not listed here is dropped at this point and reaches nothing else:
// neither logins nor names are.

const pageInfo = z.object({
  hasNextPage: z.boolean(),
  endCursor: z.string().nullish(),
});
const nodes = <T extends z.ZodType>(node: T) =>
  z
    .array(node.nullable())
    .nullish()
    .transform(
      list =>
        (list ?? []).filter(item => item !== null) as NonNullable<
          z.output<T>
        >[],
    );

export const deploymentStatusSchema = z.object({
  id: z.string(),
  state: z.string(),
  createdAt: z.string(),
  logUrl: z.string().nullish(),
});

export const deploymentNodeSchema = z.object({
  id: z.string(),
  databaseId: z.number().nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
  environment: z.string().nullish(),
  originalEnvironment: z.string().nullish(),
  commitOid: z.string(),
  commit: z.object({ committedDate: z.string() }).nullish(),
  statuses: z
    .object({ pageInfo, nodes: nodes(deploymentStatusSchema) })
    .nullish(),
});
export type DeploymentNode = z.output<typeof deploymentNodeSchema>;

export const deploymentPageSchema = z.object({
  totalCount: z.number(),
  pageInfo,
  nodes: nodes(deploymentNodeSchema),
});

export const openDeploymentSchema = z.object({
  id: z.string(),
  latestStatus: z.object({ id: z.string() }).nullish(),
  // Of a run.
  updatedAt: z.string().nullish(),
});

export const probeSchema = z.object({
  id: z.string(),
  nameWithOwner: z.string(),
  url: z.string(),
  isArchived: z.boolean(),
  isDisabled: z.boolean(),
  isEmpty: z.boolean(),
  createdAt: z.string(),
  pushedAt: z.string().nullish(),
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z.object({ oid: z.string() }).nullish(),
    })
    .nullish(),
  deployments: z
    .object({
      totalCount: z.number(),
      nodes: nodes(openDeploymentSchema.extend({ createdAt: z.string() })),
    })
    .nullish(),
  releases: z
    .object({
      totalCount: z.number(),
      nodes: nodes(
        z.object({ tagName: z.string(), publishedAt: z.string().nullish() }),
      ),
    })
    .nullish(),
});
export type Probe = z.output<typeof probeSchema>;

export const environmentSchema = z.object({
  name: z.string(),
  protectionRules: z.object({
    nodes: nodes(
      z.object({
        type: z.string(),
        timeout: z.number(),
        reviewers: z.object({ totalCount: z.number() }).nullish(),
      }),
    ),
  }),
});
export type EnvironmentNode = z.output<typeof environmentSchema>;

export const environmentsSchema = z.object({
  totalCount: z.number(),
  pageInfo,
  nodes: nodes(environmentSchema),
});

export type Environments = z.output<typeof environmentsSchema>;

/** Third-party protection rules of one environment; the name of an app, not of a person. */
export const customRulesSchema = z.object({
  custom_deployment_protection_rules: z
    .array(
      z.object({
        enabled: z.boolean(),
        app: z.object({ slug: z.string() }),
      }),
    )
    .nullish(),
});

const entrySchema = z.object({
  name: z.string(),
  type: z.string(),
  object: z
    .object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() })
    .nullish(),
});

export const treeSchema = z.object({ entries: z.array(entrySchema).nullish() });
export type Tree = z.output<typeof treeSchema>;

export const detailsSchema = z.object({
  deployments: deploymentPageSchema.nullish(),
  environments: environmentsSchema.nullish(),
  workflows: treeSchema.nullish(),
});
export type Details = z.output<typeof detailsSchema>;

const pullRequestSchema = z.object({
  createdAt: z.string(),
  mergedAt: z.string().nullish(),
  headRefName: z.string(),
  labels: z.object({ nodes: nodes(z.object({ name: z.string() })) }).nullish(),
  commits: z.object({
    nodes: nodes(z.object({ commit: z.object({ committedDate: z.string() }) })),
  }),
});

export const commitSchema = z.object({
  oid: z.string(),
  committedDate: z.string(),
  authoredDate: z.string(),
  messageHeadline: z.string(),
  parents: z.object({ nodes: nodes(z.object({ oid: z.string() })) }),
  associatedPullRequests: z
    .object({ nodes: nodes(pullRequestSchema) })
    .nullish(),
});
export type CommitFields = z.output<typeof commitSchema>;

const withHistory = z
  .object({
    history: z.object({ pageInfo, nodes: nodes(commitSchema) }).optional(),
  })
  .nullish();

export const historySchema = z.object({
  defaultBranchRef: z.object({ target: withHistory }).nullish(),
});

export const historyPageSchema = z.object({ branch: withHistory });

export const pathHistoriesSchema = z.object({
  defaultBranchRef: z
    .object({
      target: z
        .record(
          z.string(),
          z.object({ pageInfo, nodes: nodes(z.object({ oid: z.string() })) }),
        )
        .nullish(),
    })
    .nullish(),
});

export const reviewedRunSchema = z.object({
  id: z.string(),
  deploymentReviews: z.object({
    nodes: nodes(
      z.object({
        state: z.string(),
        user: z.object({ databaseId: z.number().nullish() }).nullish(),
        environments: z.object({
          nodes: nodes(z.object({ name: z.string() })),
        }),
      }),
    ),
  }),
});
export type ReviewedRun = z.output<typeof reviewedRunSchema>;

export const runSchema = z.object({
  id: z.number(),
  node_id: z.string(),
  workflow_id: z.number(),
  path: z.string().nullish(),
  event: z.string(),
  head_sha: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  run_attempt: z.number().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  run_started_at: z.string().nullish(),
  html_url: z.string(),
  // Compared with the reviewers to tell self-approval; never stored.
  actor: z.object({ id: z.number() }).nullish(),
  referenced_workflows: z
    .array(
      z.object({
        path: z.string(),
        sha: z.string(),
        ref: z.string().nullish(),
      }),
    )
    .nullish(),
});
export type WorkflowRun = z.output<typeof runSchema>;

export const runsSchema = z.object({
  total_count: z.number(),
  workflow_runs: z.array(runSchema),
});

const runJobSchema = z.object({
  name: z.string(),
  status: z.string(),
  created_at: z.string(),
  started_at: z.string().nullish(),
});
export type RunJob = z.output<typeof runJobSchema>;

export const jobsSchema = z.object({
  total_count: z.number(),
  jobs: z.array(runJobSchema),
});

export const comparisonSchema = z.object({
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  total_commits: z.number(),
  commits: z.array(
    z.object({
      sha: z.string(),
      commit: z.object({
        message: z.string(),
        committer: z.object({ date: z.string().nullish() }).nullish(),
        author: z.object({ date: z.string().nullish() }).nullish(),
      }),
      parents: z.array(z.object({ sha: z.string() })),
    }),
  ),
});
export type Comparison = z.output<typeof comparisonSchema>;

export const releaseNodeSchema = z.object({
  databaseId: z.number().nullish(),
  tagName: z.string(),
  createdAt: z.string(),
  publishedAt: z.string().nullish(),
  isDraft: z.boolean(),
  isPrerelease: z.boolean(),
  url: z.string(),
  tagCommit: z.object({ oid: z.string(), committedDate: z.string() }).nullish(),
});
export type ReleaseNode = z.output<typeof releaseNodeSchema>;

export const releasePageSchema = z.object({
  releases: z.object({ pageInfo, nodes: nodes(releaseNodeSchema) }),
});

export const tagNodeSchema = z.object({
  name: z.string(),
  target: z
    .object({
      oid: z.string(),
      committedDate: z.string().optional(),
      tagger: z.object({ date: z.string().nullish() }).nullish(),
      target: z
        .object({ oid: z.string(), committedDate: z.string().optional() })
        .optional(),
    })
    .nullish(),
});
export type TagNode = z.output<typeof tagNodeSchema>;

export const tagPageSchema = z.object({
  refs: z.object({ pageInfo, nodes: nodes(tagNodeSchema) }).nullish(),
});
