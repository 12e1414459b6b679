// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { ingestApi } from './portal';

const PATIENCE_MINUTES = 15;

/** The example organization needs a while until its past is in and scored. */
export default async function untilComplete() {
  const api = await ingestApi();
  const attempts = PATIENCE_MINUTES * 30;
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Renamed in the catalog as the last step of its past.
    const renamed = await api.get(
      'catalog/entities/by-name/component/default/basket-service',
    );
    if (renamed.ok()) {
      const sources = await api.get('maturity/v1/sources');
      const { backlog, entities } = await sources.json();
      if (entities.scored >= 58 && backlog === 0) {
        await api.dispose();
        return;
      }
    }
    await sleep(2_000);
  }
  throw new Error(
    `The example organization was not complete after ${PATIENCE_MINUTES} minutes; the log of the backend says why.`,
  );
}
