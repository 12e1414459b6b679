// SPDX-License-Identifier: Apache-2.0
import {
  SourceReason,
  sourceReasonSchema,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectedState } from '@delivery-maturity/backstage-plugin-maturity-node';
import { DbCollectorStatusRow } from '../store/tables';

/** Why an entity's source is not simply well. @internal */
export function reasonOf({ state }: Pick<DbCollectorStatusRow, 'state'>): {
  reason?: SourceReason;
} {
  if (state === ('ok' satisfies CollectedState)) {
    return {};
  }
  // What a later version wrote is not known here; that something is wrong is.
  const { data } = sourceReasonSchema.safeParse(state);
  return { reason: data ?? 'error' };
}
