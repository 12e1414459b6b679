// SPDX-License-Identifier: Apache-2.0
import {
  CollectContext,
  CollectedItem,
  DeclaredTemplate,
  failureOf as explainFailure,
  ProviderOutageError,
  statusOf,
  stopsEverything,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { GithubClient } from './client/GithubClient';
import { GithubOptions } from './config';
import { describeMissing } from './client/permissions';
import { Probe } from './client/schema';
import { TargetState } from './poll/state';
import { SLUG_ANNOTATION, Target } from './targets';

export { stopsEverything };

/** What reading the targets of one host with one set of credentials needs. @internal */
export interface Session {
  client: GithubClient;
  options: GithubOptions;
  context: CollectContext;
  templates: DeclaredTemplate[];
  /** How far back a first read goes. */
  since: string;
}

/** A repository that changed and is read now. @internal */
export interface Job {
  target: Target;
  state: TargetState;
  probe: Probe;
  /** By field: the host's words about what may not be read. */
  missing: Map<string, string>;
  notices: string[];
  /** Environments whose third-party rules were asked for in this read. */
  askedForRules: Set<string>;
  /** Requests set aside in this read for waits that were left unasked. */
  spare?: number;
}

/** After so many failures in a row, each tried again, it is not single repositories that the host fails at. */
const MAX_FAILURES = 5;

/** Whether the host is down, and not only at a loss with this repository, whose neighbors must not wait for it. @internal */
export function isHostDown(session: Session, error: unknown): boolean {
  if (!stopsEverything(error)) {
    return false;
  }
  return (
    session.client.failuresInARow >= MAX_FAILURES ||
    !(error instanceof ProviderOutageError) ||
    error.retryAt !== undefined
  );
}

/** What a failure means for the entities of a target. @internal */
export function failureOf(target: Target, error: unknown): CollectedItem[] {
  const { host, owner, name } = target;
  return explainFailure(target, plainly(error), {
    notFound: `Either '${owner}/${name}' does not exist any more, then correct the annotation '${SLUG_ANNOTATION}', or the credentials for '${host}' may not see it, then install the app on it or give the token access ('Metadata: read', or 'repo' for a classic token).`,
    refused: `It does not accept the credentials for '${host}': they have expired, were revoked or are mistyped. Put new ones into 'integrations.github' of app-config.yaml.`,
    forbidden: `Give the credentials for '${host}' access to '${owner}/${name}': 'Metadata', 'Deployments', 'Environments', 'Contents', 'Actions' and 'Pull requests', each to read ('repo' for a classic token).`,
  });
}

function plainly(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) {
    return error;
  }
  const [{ path, message }] = error.issues;
  return new Error(
    `GitHub's answer differs from its documentation at '${path.join(
      '.',
    )}': ${message}. What is known of the repository stays.`,
  );
}

/** Whether the repository has another name by now, under which the host answered. @internal */
export function isMoved({
  target,
  probe,
}: Pick<Job, 'target' | 'probe'>): boolean {
  return probe.nameWithOwner.toLowerCase() !== `${target.owner}/${target.name}`;
}

/** The good word about a target, with all that its owner should know. @internal */
export function successOf(job: Job): CollectedItem[] {
  const { target, state, probe } = job;
  if (probe.isArchived) {
    return statusOf(target, {
      state: 'archived',
      message: [
        `'${probe.nameWithOwner}' is archived. What was delivered before was read; nothing more is expected.`,
        ...(state.message ? [state.message] : []),
      ].join(' '),
      reach: state.reach,
    });
  }
  const isIncomplete = job.missing.size > 0 || state.incomplete;
  const wellRead = isMoved(job) ? 'renamed' : 'ok';
  return statusOf(target, {
    state: isIncomplete ? 'no-permission' : wellRead,
    ...(state.message && { message: state.message }),
    reach: state.reach,
  });
}

/** Sums up what is missing and noticed, to be remembered until the next read. @internal */
export function summarizeNotices(job: Job): string | undefined {
  const sentences = [
    ...[...job.missing].map(([field, words]) => describeMissing(field, words)),
    ...job.notices,
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
