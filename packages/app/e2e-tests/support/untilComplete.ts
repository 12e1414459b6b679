// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { APIRequestContext } from '@playwright/test';
import { ALL_SERVICES, EXAMPLE_SERVICES_WITH_RECORDS } from './counts';
import { guestApi, ingestApi } from './portal';

const PATIENCE_MINUTES = 15;

const RENAMED = 'catalog/entities/by-name/component/default/basket-service';
const REMOVED = 'catalog/entities/by-name/component/default/fax-gateway';

/**
 * Waits until the example organization has its past, and the scores follow the
 * catalog: a service that was removed is counted until it is looked at again.
 */
export default async function untilComplete() {
  const deadline = Date.now() + PATIENCE_MINUTES * 60_000;
  let missing = 'an answer';
  while (Date.now() < deadline) {
    missing = await findMissing().catch(error => String(error));
    if (!missing) return;
    await sleep(2_000);
  }
  throw new Error(
    `The example organization was not complete after ${PATIENCE_MINUTES} minutes: ${missing}. The log of the backend says why.`,
  );
}

/** What is not yet as the tests expect it; empty when nothing is. */
async function findMissing(): Promise<string> {
  const sender = await ingestApi();
  const guest = await guestApi();
  try {
    if ((await sender.get(RENAMED)).status() !== 200) {
      return 'the renamed service is not in the catalog';
    }
    if ((await sender.get(REMOVED)).status() !== 404) {
      return 'the removed service is still in the catalog';
    }
    const { backlog, entities } = await read(sender, 'maturity/v1/sources');
    if (
      entities.total !== ALL_SERVICES ||
      entities.reached < EXAMPLE_SERVICES_WITH_RECORDS
    ) {
      return `${entities.reached} of ${entities.total} services have data instead of ${EXAMPLE_SERVICES_WITH_RECORDS} of ${ALL_SERVICES}`;
    }
    if (backlog > 0) return `${backlog} services wait for their evaluation`;
    // What people see may be a little older than what is stored.
    const { total } = await read(guest, 'maturity/v1/rollups');
    return total.entities === ALL_SERVICES
      ? ''
      : `the rollout shows ${total.entities} services`;
  } finally {
    await sender.dispose();
    await guest.dispose();
  }
}

async function read(api: APIRequestContext, address: string) {
  const answer = await api.get(address);
  if (!answer.ok()) throw new Error(`${address} answers ${answer.status()}`);
  return answer.json();
}
