// SPDX-License-Identifier: Apache-2.0

/**
 * A CDEvent cut down to what records are made from, the same for all versions of the specification. It is
 * plain JSON, so that it can be stored and read back. No person's name is in it.
 *
 * @public
 */
export interface NormalizedEvent {
  source: string;
  id: string;
  /** `subject.predicate`, for example `service.deployed`. */
  type: string;
  /** Version of the specification, as sent. */
  specVersion: string;
  timestamp: string;
  /** True when no record is made from events of this kind. */
  ignored: boolean;
  /** What joins this event to others; events that share a key belong together. */
  keys: string[];
  /** What this event is found by, without belonging together with what shares it. */
  refs?: string[];
  subjectId: string;
  /** Where the subject lives, when that is not the event's source. */
  subjectSource?: string;
  chainId?: string;
  /** Canonical package URL of the artifact. */
  purl?: string;
  revision?: string;
  version?: string;
  /** `host/owner/name`. */
  repository?: string;
  /** How the repository is known; a source is only believed where nothing better is joined. */
  repositoryFrom?: 'content' | 'artifact' | 'source';
  service?: string;
  environment?: string;
  /** Where the environment's id is from, where the sender says so. */
  environmentSource?: string;
  outcome?: 'succeeded' | 'failed' | 'canceled';
  url?: string;
  /** Of a pipeline run: the place in a queue that it took. */
  queue?: string;
  /** Of a task run or a deployment: the pipeline run that it is part of. */
  run?: string;
  /** Of a change: when its commit was made, where the sender knows. */
  committedAt?: string;
  hotfix?: boolean;
  revert?: boolean;
  rollback?: boolean;
  trigger?: 'push' | 'manual' | 'schedule' | 'release' | 'api';
  /** Of an approval. */
  gate?: string;
  decision?: 'approved' | 'rejected' | 'timed-out';
  selfApproved?: boolean;
}
