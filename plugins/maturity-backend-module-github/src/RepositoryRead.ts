// SPDX-License-Identifier: Apache-2.0
import {
  CollectRun,
  Refusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from './client/GithubClient';
import { Probe } from './client/schema';
import { RecognitionRule } from './config';
import { TargetState } from './poll/state';
import { Target } from './targets';

/** One run of the collector with one set of credentials. @internal */
export type GithubRun = CollectRun<GithubClient, RecognitionRule>;

/** A repository that changed and is read now: what is known of it before. Readers return what they found, and change none of it. @internal */
export interface RepositoryRead {
  readonly target: Target;
  /** What is remembered of it. */
  readonly state: Readonly<TargetState>;
  /** What the poll showed. */
  readonly probe: Probe;
  /** By field of GitHub's API. */
  readonly refused: Refusals;
  /** Requests that the poll has set aside for waits that earlier reads left out. */
  readonly spare?: number;
}

/** Whether the repository has another name by now, under which the host answered. @internal */
export function isMoved({
  target,
  probe,
}: Pick<RepositoryRead, 'target' | 'probe'>): boolean {
  return probe.nameWithOwner.toLowerCase() !== target.path;
}
