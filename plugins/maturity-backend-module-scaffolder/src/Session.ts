// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  ProviderPermissionError,
  statusOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ScaffolderClient } from './client/ScaffolderClient';
import { describeMissing } from './permissions';
import { TargetState } from './state';

/** What reading the Scaffolder needs. @internal */
export interface Session {
  client: ScaffolderClient;
  context: CollectContext;
  entities: CollectorEntity[];
  /** Full refs of templates that set up environments rather than services. */
  environmentTemplates: Set<string>;
  state: TargetState;
}

/** What a failure means for the entities. An outage never makes anything worse than stale. @internal */
export function failureOf(target: Session, error: unknown): CollectedItem[] {
  if (error instanceof ProviderPermissionError) {
    return statusOf(target, {
      state: 'no-permission',
      message: describeMissing(error.message),
      reach: [],
    });
  }
  return statusOf(target, {
    state: 'stale',
    message: toError(error).message,
  });
}

/** Takes a bad word about every entity back. What was reached before it holds. @internal */
export function recoveryOf(target: Session): CollectedItem[] {
  return statusOf(target, { state: 'ok' });
}
