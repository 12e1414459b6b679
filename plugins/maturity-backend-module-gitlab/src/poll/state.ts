// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  Tier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  ReachKind,
  resumeState as resumeRemembered,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { HoldingJobs } from '../deployments/waits';

const deployedSchema = z.object({
  id: z.string(),
  environment: z.string(),
  tier: z.custom<Tier>().optional(),
  revision: z.string().optional(),
  requestedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  outcome: z.custom<Deployment['outcome']>().optional(),
  committedAt: z.string(),
});

/** A deployment as far as later ones are compared with it. @internal */
export type Deployed = z.output<typeof deployedSchema>;

const pipelineVersionSchema = z.object({
  /** When the file became what it is; absent where that is not known. */
  at: z.string().optional(),
  commit: z.string().optional(),
  path: z.string(),
  template: z.object({ id: z.string(), ref: z.string().optional() }).optional(),
});

/** What the pipeline file called, from a commit on. @internal */
export type PipelineVersion = z.output<typeof pipelineVersionSchema>;

const stateSchema = z.object({
  version: z.literal(1),
  /** What the last look at the project showed; equal means unchanged. */
  marker: z.string().optional(),
  /** Pipelines that were updated later than this are new. By the host's clock. */
  seenAt: z.string().optional(),
  /** Where it was found last: a look at many does not follow one that moved. */
  path: z.string().optional(),
  /** When it was read last, by our clock. */
  readAt: z.string().optional(),
  /** Deployments up to this update are read; an unfinished first read goes on here. */
  cursor: z.string().optional(),
  /** Deployments at the very instant of the cursor that were read. */
  atCursor: z.array(z.string()).default([]),
  isBackfilled: z.boolean().default(false),
  /** The last succeeded deployment of each environment. */
  live: z.array(deployedSchema).default([]),
  /** Deployments that have not ended: a later success makes those that nobody started superfluous. */
  pending: z
    .array(
      z.object({
        id: z.string(),
        environment: z.string(),
        requestedAt: z.string(),
        /** It was seen to wait for a person. */
        isHeld: z.boolean().default(false),
        /** Since when it was seen to wait for its resource group. */
        resourceFrom: z.string().optional(),
      }),
    )
    .default([]),
  /** What the last look showed of deployments. */
  deployed: z
    .object({
      /** Equal where no deployment began or ended in environments that count. */
      digest: z.string(),
      /** The highest number of a deployment. */
      newest: z.number(),
    })
    .optional(),
  /** Deployments that no pipeline made, which a host that does not show environments hides. */
  isExternal: z.boolean().default(false),
  /** What the pipelines were read from. */
  pipelines: z.string().optional(),
  /** The commit that changed the pipeline file last. */
  entryCommit: z.string().optional(),
  pipelineVersions: z.array(pipelineVersionSchema).default([]),
  /** Jobs that wait for somebody to press a button. */
  manualJobs: z.array(z.string()).default([]),
  /** Jobs that start a set time after it is their turn. */
  delayedJobs: z.array(z.string()).default([]),
  tiers: z.record(z.string(), z.custom<Tier>()).default({}),
  /** Approvals that an environment requires. */
  approvals: z.record(z.string(), z.number()).default({}),
  /** Whether the host has approvals, which it has from Premium on; absent until it was asked, or where it may not be. */
  hasApprovals: z.boolean().optional(),
  gatesAt: z.string().optional(),
  /** For whom it was read: who comes later has not got what was read before. */
  readers: z.array(z.string()).default([]),
  /** How far back it was read. */
  from: z.string().optional(),
  firstGreenBuildAt: z.string().optional(),
  firstDeploymentAt: z.string().optional(),
  /** By part: the host's words about what may not be read. */
  missing: z.record(z.string(), z.string()).default({}),
  notices: z.array(z.string()).default([]),
  reach: z.array(z.custom<ReachKind>()).default([]),
});

/** What is remembered of a project between runs. @internal */
export type TargetState = z.output<typeof stateSchema>;

/** @internal */
export function holdingOf({
  manualJobs,
  delayedJobs,
}: TargetState): HoldingJobs {
  return { manual: new Set(manualJobs), delayed: new Set(delayedJobs) };
}

/** The state to go on from. @internal */
export function resumeState(
  value: string | undefined,
  want: { readers: string[]; since: string },
): TargetState {
  return resumeRemembered(stateSchema, value, want);
}

/** @internal */
export function printState(state: TargetState): string {
  return JSON.stringify(state);
}
