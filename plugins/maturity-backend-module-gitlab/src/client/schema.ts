// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

// Only the fields that are used. Names, logins and mail addresses of people are not among them; ids of users are
// compared with each other and forgotten.

const instant = z.string().transform((value, context) => {
  const instantOf = toInstant(value);
  if (!instantOf) {
    context.addIssue(`'${value}' is not a time`);
    return z.NEVER;
  }
  return instantOf;
});
const instantOrNone = z
  .string()
  .nullish()
  .transform(value => (value ? toInstant(value) : undefined));

function toInstant(value: string): string | undefined {
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const user = z.object({ id: z.number().nullish() }).nullish();

/** @internal */
export const projectSchema = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  default_branch: z.string().nullish(),
  created_at: instant,
  archived: z.boolean().nullish(),
  empty_repo: z.boolean().nullish(),
  ci_config_path: z.string().nullish(),
  last_activity_at: instantOrNone,
});

const probedProject = z.object({
  id: z.string(),
  fullPath: z.string(),
  webUrl: z.string(),
  createdAt: instant,
  archived: z.boolean().nullish(),
  lastActivityAt: instantOrNone,
  ciConfigPathOrDefault: z.string().nullish(),
  repository: z
    .object({ rootRef: z.string().nullish(), empty: z.boolean() })
    .nullish(),
  pipelines: z
    .object({
      nodes: z.array(z.object({ iid: z.string(), updatedAt: instantOrNone })),
    })
    .nullish(),
  releases: z
    .object({
      nodes: z.array(
        z.object({
          tagName: z.string().nullish(),
          releasedAt: z.string().nullish(),
        }),
      ),
    })
    .nullish(),
});
export type ProbedProject = z.output<typeof probedProject>;

/**
 * By alias; null where the question was refused. A project that is not told as it should be is asked for by itself, so
 * that it keeps no other from being read.
 *
 * @internal
 */
export const probeAnswerSchema = z.record(
  z.string(),
  z
    .object({ nodes: z.array(probedProject.nullable().catch(null)).nullish() })
    .nullish(),
);

const lastDeployment = z.object({ id: z.string() }).nullish();
const lastDeployments = z.object({
  name: z.string(),
  success: lastDeployment,
  failed: lastDeployment,
  canceled: lastDeployment,
  created: lastDeployment,
  running: lastDeployment,
  blocked: lastDeployment,
});
export type LastDeployments = z.output<typeof lastDeployments>;

/** By alias; the environments of a project by alias too. @internal */
export const environmentsAnswerSchema = z.record(
  z.string(),
  z
    .object({
      nodes: z
        .array(
          z
            .object({ id: z.string() })
            .catchall(
              z
                .object({
                  nodes: z.array(lastDeployments.nullable()).nullish(),
                })
                .nullish(),
            )
            .nullable()
            .catch(null),
        )
        .nullish(),
    })
    .nullish(),
);

const jobFields = {
  id: z.number(),
  name: z.string(),
  stage: z.string().nullish(),
  status: z.string(),
  tag: z.boolean().nullish(),
  created_at: instant,
  started_at: instantOrNone,
  finished_at: instantOrNone,
  /** Seconds that it waited for a runner. */
  queued_duration: z.number().nullish(),
  failure_reason: z.string().nullish(),
  allow_failure: z.boolean().nullish(),
  web_url: z.string().nullish(),
  pipeline: z
    .object({
      id: z.number(),
      iid: z.number().nullish(),
      source: z.string().nullish(),
    })
    .nullish(),
  commit: z.object({ created_at: instantOrNone }).nullish(),
};

/** @internal */
export const jobSchema = z.object(jobFields);
export type Job = z.output<typeof jobSchema>;

const jointNode = z
  .object({
    /** `gid://gitlab/Ci::Build/42` */
    id: z.string(),
    name: z.string(),
    /** In capitals. */
    status: z.string(),
    stage: z.object({ name: z.string() }).nullish(),
    createdAt: instant,
    startedAt: instantOrNone,
    finishedAt: instantOrNone,
    queuedDuration: z.number().nullish(),
    allowFailure: z.boolean().nullish(),
  })
  .transform(
    (node): Job => ({
      id: Number(node.id.split('/').pop()),
      name: node.name,
      status: node.status.toLowerCase(),
      stage: node.stage?.name,
      created_at: node.createdAt,
      started_at: node.startedAt,
      finished_at: node.finishedAt,
      queued_duration: node.queuedDuration,
      allow_failure: node.allowFailure,
    }),
  );

/** The jobs of a pipeline as GraphQL tells them, in the shape in which REST does. @internal */
export const jointJobSchema = z.object({
  jobs: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean() }),
    nodes: z.array(jointNode),
  }),
});

/** By alias. @internal */
export const togetherSchema = z.record(
  z.string(),
  z
    .looseObject({
      repository: z
        .object({
          tree: z
            .object({ lastCommit: z.object({ sha: z.string() }).nullish() })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
);

/** @internal */
export const approvalSchema = z.object({
  user,
  status: z.string(),
  created_at: instant,
});

/** @internal */
export const deploymentSchema = z.object({
  id: z.number(),
  ref: z.string().nullish(),
  sha: z.string(),
  status: z.string(),
  created_at: instant,
  updated_at: instant,
  user,
  environment: z.object({ name: z.string() }),
  deployable: jobSchema.nullish(),
  approvals: z.array(approvalSchema).nullish(),
  pending_approval_count: z.number().nullish(),
  approval_summary: z
    .object({
      rules: z
        .array(
          z.object({
            required_approvals: z.number().nullish(),
            deployment_approvals: z.array(approvalSchema).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});
export type DeploymentFields = z.output<typeof deploymentSchema>;

/** @internal */
export const environmentSchema = z.object({
  name: z.string(),
  tier: z.string().nullish(),
});

/** @internal */
export const protectedEnvironmentSchema = z.object({
  name: z.string(),
  required_approval_count: z.number().nullish(),
  approval_rules: z
    .array(z.object({ required_approvals: z.number().nullish() }))
    .nullish(),
});
export type ProtectedEnvironment = z.output<typeof protectedEnvironmentSchema>;

/** @internal */
export const commitSchema = z.object({
  id: z.string(),
  title: z.string().nullish(),
  parent_ids: z.array(z.string()).nullish(),
  authored_date: instantOrNone,
  committed_date: instantOrNone,
  created_at: instant,
});
export type CommitFields = z.output<typeof commitSchema>;

/** @internal */
export const comparisonSchema = z.object({
  commits: z.array(commitSchema).nullish(),
});

/** @internal */
export const mergeRequestSchema = z.object({
  created_at: instant,
  merged_at: instantOrNone,
  sha: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  source_branch: z.string(),
  labels: z.array(z.string()).nullish(),
});
export type MergeRequest = z.output<typeof mergeRequestSchema>;

/** @internal */
export const pipelineRunSchema = z.object({
  id: z.number(),
  finished_at: instantOrNone,
  updated_at: instantOrNone,
});

/** @internal */
export const pipelineSchema = z.object({
  id: z.number(),
  iid: z.number().nullish(),
  sha: z.string(),
  ref: z.string().nullish(),
  source: z.string().nullish(),
  updated_at: instant,
});
export type PipelineFields = z.output<typeof pipelineSchema>;

/** @internal */
export const fileSchema = z.object({
  encoding: z.string(),
  content: z.string(),
  last_commit_id: z.string().nullish(),
});

/** @internal */
export const treeEntrySchema = z.object({ path: z.string(), type: z.string() });

/** @internal */
export const lintSchema = z.object({
  /** The pipeline with all includes resolved. */
  merged_yaml: z.string().nullish(),
  jobs: z
    .array(
      z.object({
        name: z.string(),
        when: z.string().nullish(),
      }),
    )
    .nullish(),
});
export type Lint = z.output<typeof lintSchema>;

/** @internal */
export const tagSchema = z.object({
  name: z.string(),
  commit: z.object({ id: z.string(), created_at: instant }),
  /** Of annotated tags only. */
  created_at: instantOrNone,
});
export type Tag = z.output<typeof tagSchema>;

/** @internal */
export const releaseSchema = z.object({
  /** Absent, as is the commit, for who may not see the code. */
  tag_name: z.string().nullish(),
  released_at: instantOrNone,
  upcoming_release: z.boolean().nullish(),
  commit: z.object({ id: z.string(), created_at: instant }).nullish(),
});
export type Release = z.output<typeof releaseSchema>;
