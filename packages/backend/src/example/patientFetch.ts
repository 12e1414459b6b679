// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 6;
const PAUSE_MS = 1_000;

/**
 * Asks again where a connection broke or the portal is busy: while it starts on a slow machine a kept connection may
 * be closed under a request. Everything that the example sends may be sent twice.
 */
export async function patientFetch(
  input: string | URL | Request,
  init: RequestInit,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === ATTEMPTS;
    try {
      const response = await fetch(input, init);
      const busy = response.status === 429 || response.status === 503;
      if (!busy || last) {
        return response;
      }
      await response.body?.cancel();
    } catch (error) {
      if (last) {
        throw error;
      }
    }
    await sleep(PAUSE_MS * attempt);
  }
}
