// SPDX-License-Identifier: Apache-2.0
import {
  environmentNameKey,
  environmentUseKey,
  namesEnvironment,
  NormalizedEvent,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { loadByKeys } from './loadByKeys';

/** The stored events that call an environment by the id that one of the given events names. @internal */
export async function loadNamed(
  tx: Knex.Transaction,
  events: readonly NormalizedEvent[],
): Promise<NormalizedEvent[]> {
  return loadByKeys(
    tx,
    events
      .filter(namesEnvironment)
      .map(({ subjectId }) => environmentUseKey(subjectId)),
  );
}

/** The stored events that name the environments which the given events call by their id. @internal */
export async function loadNaming(
  tx: Knex.Transaction,
  events: readonly NormalizedEvent[],
): Promise<NormalizedEvent[]> {
  return loadByKeys(
    tx,
    events.flatMap(({ environment }) =>
      environment === undefined ? [] : [environmentNameKey(environment)],
    ),
  );
}
