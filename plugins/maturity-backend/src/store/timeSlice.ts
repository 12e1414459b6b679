// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work gives way this often, so that no other request waits noticeably for it. */
const SLICE_MS = 10;

/** Ends with the turn of the last one that waits: each turn of the event loop belongs to one piece of long work. */
let queue: Promise<void> = Promise.resolve();

/**
 * A function to call between pieces of long work: lets other work run when this one had its time slice. Several long
 * works at the same time take turns, for their slices would add up otherwise before a request is looked at.
 *
 * @internal
 */
export function createTimeSlice(sliceMs = SLICE_MS): () => Promise<void> {
  let start = performance.now();
  return async () => {
    if (performance.now() - start < sliceMs) {
      return;
    }
    queue = queue.then(() => nextTurn());
    await queue;
    start = performance.now();
  };
}
