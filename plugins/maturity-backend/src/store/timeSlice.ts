// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work gives way this often, so that no other request waits noticeably for it. */
const SLICE_MS = 20;

/**
 * A function to call between pieces of long work: lets other work run when this one had its time slice.
 *
 * @internal
 */
export function createTimeSlice(sliceMs = SLICE_MS): () => Promise<void> {
  let start = performance.now();
  return async () => {
    if (performance.now() - start < sliceMs) {
      return;
    }
    await nextTurn();
    start = performance.now();
  };
}
