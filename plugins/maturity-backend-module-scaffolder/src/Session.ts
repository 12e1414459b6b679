// SPDX-License-Identifier: Apache-2.0
import { stringifyError } from '@backstage/errors';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ScaffolderPermissionError } from './client/errors';
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
export function failureOf(
  { entities }: Session,
  error: unknown,
): CollectedItem[] {
  const isDenied = error instanceof ScaffolderPermissionError;
  return entities.map(({ entityRef }) => ({
    kind: 'status' as const,
    entityRef,
    ...(isDenied
      ? {
          state: 'no-permission' as const,
          message: describeMissing(error.message),
          reach: [],
        }
      : { state: 'stale' as const, message: stringifyError(error) }),
  }));
}

/** Takes a bad word about every entity back. What was reached before it holds. @internal */
export function recoveryOf({ entities }: Session): CollectedItem[] {
  return entities.map(({ entityRef }) => ({
    kind: 'status' as const,
    entityRef,
    state: 'ok' as const,
  }));
}
