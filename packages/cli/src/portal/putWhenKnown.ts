// SPDX-License-Identifier: Apache-2.0
import { ResponseError } from '@backstage/errors';

const POLL = 2_000;

/**
 * Repeats a call while the portal does not know the entity: the catalog knows
 * it already, and the maturity backend learns of it a moment later.
 */
export async function putWhenKnown<T>(
  deadline: number,
  call: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const unknown =
        error instanceof ResponseError && error.response.status === 404;
      if (!unknown || Date.now() + POLL > deadline) {
        throw error;
      }
    }
    await new Promise(resolve => setTimeout(resolve, POLL));
  }
}
