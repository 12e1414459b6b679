// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-node';
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
  /** Deployments that ended up to here were not asked how long they waited for a runner. */
  unaskedUntil: z.string().optional(),
  greenEtag: z.string().optional(),
  firstGreenBuildAt: z.string().optional(),
  firstDeploymentAt: z.string().optional(),
  reach: z.array(z.custom<ReachKind>()).default([]),
  message: z.string().optional(),
});

/** What is remembered of a repository between runs. @internal */
export type TargetState = z.output<typeof stateSchema>;

/** What cannot be read, as after an update, begins anew: everything is idempotent. @internal */
export function parseState(value: string | undefined): TargetState {
  const empty = stateSchema.parse({ version: 1 });
  if (!value) {
    return empty;
  }
  try {
    const parsed = stateSchema.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : empty;
  } catch {
    return empty;
  }
}

/**
 * The state to go on from. Where an entity is new, names other paths or environments than before, or more of the past
 * is asked for, reading begins anew: otherwise they would only get what happens from now on.
 *
 * @internal
 */
export function resumeState(
  value: string | undefined,
  want: { readers: string[]; since: string },
): TargetState {
  const state = parseState(value);
  const { readers, since } = want;
  const known = new Set(state.readers);
  const isShort =
    state.from === undefined || Date.parse(since) < Date.parse(state.from);
  return isShort || readers.some(reader => !known.has(reader))
    ? { ...parseState(undefined), readers, from: since }
    : { ...state, readers };
}

/** @internal */
export function printState(state: TargetState): string {
  return JSON.stringify(state);
}
