// SPDX-License-Identifier: Apache-2.0
import { Interval } from '../measures/support/intervals';
import { Change, Deployment, Tier, Wait } from '../records';

/** A wait as it stood at `now`. @internal */
export interface WaitView {
  wait: Wait;
  from: number;
  /** Where it ended, the end of its deployment, or now. */
  to: number;
  /** Still waiting. */
  open: boolean;
}

/** @internal */
export interface ChangeView {
  change: Change;
  committed: number;
  opened?: number;
  merged?: number;
}

/** A deployment as it was known at `now`, with its times (milliseconds) read once. @internal */
export interface DeploymentView {
  deployment: Deployment;
  key: string;
  tier: Tier;
  /** What its environment is compared by. */
  environment: string;
  /** Goes to a small part of production first; never finishes a release alone. */
  canary: boolean;
  /** `pending` also where it ended only after `now`. */
  outcome: NonNullable<Deployment['outcome']>;
  /** What was deployed: its revision, else its version; undefined where neither is known. */
  identity?: string;
  /** When it was asked for; else its first wait or start; else its end; else when it was first seen. */
  begin: number;
  requested?: number;
  started?: number;
  finished?: number;
  waits: WaitView[];
  /** Empty also where the changes are not known. */
  changes: ChangeView[];
}

/**
 * The production deployments that belong to one rollout: what every deployment and approval measure counts.
 * Times are milliseconds.
 *
 * @internal
 */
export interface Release {
  /** Key of the part that ended last, else of the one that began last. */
  key: string;
  /** That part: stands for the release where one record is shown. */
  lead: DeploymentView;
  /** In the order in which they began; the tries of a job are parts each. */
  parts: DeploymentView[];
  /** What its environments are compared by. */
  environments: string[];
  /** Those of them in which the last try of a part failed. */
  failedIn: string[];
  outcome: DeploymentView['outcome'];
  /** The first request. */
  begin: number;
  /** When its last part ended; undefined while it is open. */
  finished?: number;
  /** Of all parts, by their beginning. */
  waits: WaitView[];
  /** Its approval waits, united over its parts. */
  approvals: Interval[];
  /** Of all parts, each revision once. */
  changes: ChangeView[];
  /** Whether a part told its changes, none included. */
  changesKnown: boolean;
  /** A part has more changes than its record holds. */
  truncated: boolean;
  rollback: boolean;
  hotfix: boolean;
  /** It deployed what was live already: counted nowhere, but it may end a recovery. */
  redeployment: boolean;
}

/** Parts that belong to one release. @internal */
export interface ReleaseParts {
  /** In the order in which they were found; not that of time. */
  parts: DeploymentView[];
  /** Sources of its pipeline runs, each once. */
  runSources: string[];
  begin: number;
  /** The latest end of a part. */
  end: number;
  /** A part has not ended. */
  open: boolean;
  redeployment: boolean;
  returns: boolean;
}
