// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  parseState as parseRemembered,
  ReachKind,
  resumeState as resumeRemembered,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';

const deployedSchema = z.object({
  id: z.string(),
  environment: z.string(),
  revision: z.string().optional(),
  requestedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  outcome: z.custom<Deployment['outcome']>().optional(),
  observedAt: z.string(),
  committedAt: z.string(),
});

/** A deployment as far as later ones are compared with it. @internal */
export type Deployed = z.output<typeof deployedSchema>;

const stateSchema = z.object({
  version: z.literal(1),
  /** What the last look at the repository showed; equal means unchanged. */
  marker: z.string().optional(),
  /** Newest deployment read; what is newer is new. */
  top: z.string().optional(),
  /** Where an unfinished first read goes on, and what it has read. */
  backfill: z
    .object({
      after: z.string().optional(),
      top: z.string().optional(),
      read: z.array(deployedSchema),
    })
    .optional(),
  /** Deployments, or runs, that have not ended, with their last known status, or time of change. */
  open: z
    .array(
      z.object({
        id: z.string(),
        status: z.string().optional(),
        requestedAt: z.string().optional(),
      }),
    )
    .default([]),
  /** The last succeeded deployment of each environment. */
  live: z.array(deployedSchema).default([]),
  /** What the pipelines were read from. */
  pipelines: z.string().optional(),
  gatesAt: z.string().optional(),
  /** What the protection rules were, and which apps decide about environments. */
  gates: z.string().optional(),
  custom: z.record(z.string(), z.array(z.string())).default({}),
  /** Whether it has ever said that a deployment was held; a host that never does is asked for decisions instead. */
  saysWaiting: z.boolean().optional(),
  /** For whom it was read: who comes later has not got what was read before. */
  readers: z.array(z.string()).default([]),
  /** How far back it was read. */
  from: z.string().optional(),
  /** Whether something could not be read for want of a permission. */
  incomplete: z.boolean().optional(),
  runsEtag: z.string().optional(),
  /** Workflow files whose runs deploy: runs of others concern nobody. */
  workflows: z.array(z.string()).default([]),
  /** Ended runs that were read whole, by id, each with what tells that it is another now. */
  runs: z.record(z.string(), z.string()).default({}),
  /** Runs, by when they were created, that are still to be asked how long they waited for a runner; newest first. */
  unasked: z
    .array(z.object({ from: z.string(), until: z.string(), count: z.number() }))
    .default([]),
  greenEtag: z.string().optional(),
  firstGreenBuildAt: z.string().optional(),
  firstDeploymentAt: z.string().optional(),
  reach: z.array(z.custom<ReachKind>()).default([]),
  message: z.string().optional(),
});

/** What is remembered of a repository between runs. @internal */
export type TargetState = z.output<typeof stateSchema>;

/** @internal */
export function parseState(value: string | undefined): TargetState {
  return parseRemembered(stateSchema, value);
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
