// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  explainShape,
  failureOf as explainFailure,
  readWellItems,
  RepositoryTarget,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './client/errors';
import { describeMissing } from './client/permissions';
import { RecognitionRule } from './config';
import { isMoved, RepositoryRead } from './RepositoryRead';
import { SLUG_ANNOTATION } from './targets';

/** What a failure means for the entities of a target. @internal */
export function failureOf(
  target: RepositoryTarget<RecognitionRule>,
  error: unknown,
): CollectedItem[] {
  const { host, path } = target;
  return explainFailure(target, explainShape(PROVIDER, error), {
    notFound: `Either '${path}' does not exist any more, then correct the annotation '${SLUG_ANNOTATION}', or the credentials for '${host}' may not see it, then install the app on it or give the token access ('Metadata: read', or 'repo' for a classic token).`,
    refused: `It does not accept the credentials for '${host}': they have expired, were revoked or are mistyped. Put new ones into 'integrations.github' of app-config.yaml.`,
    forbidden: `Give the credentials for '${host}' access to '${path}': 'Metadata', 'Deployments', 'Environments', 'Contents', 'Actions' and 'Pull requests', each to read ('repo' for a classic token).`,
  });
}

/** The good word about a target, by what is remembered of it after a read. @internal */
export function successOf(repository: RepositoryRead): CollectedItem[] {
  const { target, state, probe, refused } = repository;
  return readWellItems(target, {
    name: probe.nameWithOwner,
    isArchived: probe.isArchived,
    isMoved: isMoved(repository),
    isIncomplete: refused.size > 0 || Boolean(state.incomplete),
    message: state.message,
    reach: state.reach,
  });
}

/** Sums up what may not be read and what was noticed, to be remembered until the next read. @internal */
export function summarizeNotices(
  repository: RepositoryRead,
  notices: readonly string[],
): string | undefined {
  const { probe, refused } = repository;
  const sentences = [
    ...[...refused].map(([field, words]) => describeMissing(field, words)),
    ...(isMoved(repository)
      ? [
          `The repository is now '${probe.nameWithOwner}'. Change the annotation '${SLUG_ANNOTATION}' to it.`,
        ]
      : []),
    ...notices,
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
