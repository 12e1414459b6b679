// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

// Only the fields that are used; senders, actors, reviewers and pushers are not among them.

const repository = z.object({
  full_name: z.string(),
  html_url: z.string(),
  default_branch: z.string().optional(),
  // A text in most events, seconds in those of pushes.
  created_at: z.union([z.string(), z.number()]).nullish(),
});

/** What all events have. @internal */
export const anyEventSchema = z.object({ repository });

const deployment = z.object({
  id: z.number(),
  sha: z.string(),
  environment: z.string(),
  original_environment: z.string().optional(),
  created_at: z.string(),
});

const workflowRun = z
  .object({
    id: z.number().optional(),
    path: z.string().nullish(),
    event: z.string().optional(),
  })
  .nullish();

/** @internal */
export const deploymentEventSchema = z.object({
  repository,
  deployment,
  workflow_run: workflowRun,
});

/** @internal */
export const deploymentStatusEventSchema = z.object({
  repository,
  deployment,
  deployment_status: z.object({
    state: z.string(),
    created_at: z.string(),
    log_url: z.string().nullish(),
  }),
  workflow_run: workflowRun,
});
export type DeploymentStatusEvent = z.output<
  typeof deploymentStatusEventSchema
>;

/** @internal */
export const workflowRunEventSchema = z.object({
  repository,
  workflow_run: z.object({
    path: z.string().nullish(),
    conclusion: z.string().nullish(),
  }),
  workflow: z.object({ path: z.string().nullish() }).nullish(),
});
export type WorkflowRunEvent = z.output<typeof workflowRunEventSchema>;

/** @internal */
export const pushEventSchema = z.object({
  repository,
  ref: z.string(),
  created: z.boolean().default(false),
  forced: z.boolean().default(false),
  commits: z
    .array(
      z.object({
        added: z.array(z.string()).optional(),
        modified: z.array(z.string()).optional(),
        removed: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});
export type PushEvent = z.output<typeof pushEventSchema>;
