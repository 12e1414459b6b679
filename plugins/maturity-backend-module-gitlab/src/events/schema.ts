// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

// Only the fields that are used; users, authors and committers are not among them.

const project = z.object({
  /** Absent from what hooks of a whole host send. */
  id: z.number().nullish(),
  web_url: z.string(),
  path_with_namespace: z.string(),
  default_branch: z.string().nullish(),
});

/**
 * What all events have. Pushes that hooks of a whole host send have no kind but a name; job events of older hosts have
 * the project as `repository` and `project_id` only.
 *
 * @internal
 */
export const anyEventSchema = z.object({
  object_kind: z.string().nullish(),
  event_name: z.string().nullish(),
  project: project.nullish(),
  project_id: z.number().nullish(),
  repository: z.object({ homepage: z.string() }).nullish(),
});

/** @internal */
export const deploymentEventSchema = z.object({
  project,
  deployment_id: z.number(),
  status: z.string(),
  /** `2021-04-28 21:50:00 +0200` */
  status_changed_at: z.string(),
  environment: z.string(),
  environment_tier: z.string().nullish(),
  commit_url: z.string().nullish(),
  deployable_url: z.string().nullish(),
});
export type DeploymentEvent = z.output<typeof deploymentEventSchema>;

const paths = z.array(z.string()).nullish();

/** @internal */
export const pushEventSchema = z.object({
  ref: z.string(),
  project,
  total_commits_count: z.number().nullish(),
  commits: z
    .array(z.object({ added: paths, modified: paths, removed: paths }))
    .nullish(),
});

/** @internal */
export const jobEventSchema = z.object({
  environment: z.object({ name: z.string().nullish() }).nullish(),
});

/** @internal */
export const pipelineEventSchema = z.object({
  builds: z
    .array(
      z.object({
        manual: z.boolean().nullish(),
        environment: z.object({ name: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** @internal */
export const mergeRequestEventSchema = z.object({
  object_attributes: z.object({ action: z.string().nullish() }),
});
