// SPDX-License-Identifier: Apache-2.0
import { MemorySink } from './MemorySink';

const KILLED = 'killed';

/** Numbers that look random and are the same each time. @public */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** For `onItem`: dies with 'killed' at an item. @public */
export function killAfter(items: number): () => void {
  let left = items;
  return () => {
    left -= 1;
    if (left <= 0) {
      throw new Error(KILLED);
    }
  };
}

/** Keys whose values differ; comparing tens of thousands of records deeply at once would take minutes. @public */
export function differences(
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    key => JSON.stringify(a.get(key)) !== JSON.stringify(b.get(key)),
  );
}

/**
 * Reads to the end though it is killed again and again, each time going on from what was stored by then.
 *
 * @param read - one read with what is to be called on each item
 * @param options - how often it dies, and after how many items at least and at most
 * @public
 */
export async function readThroughKills(
  sink: MemorySink,
  read: (onItem?: () => void) => Promise<unknown>,
  options: { kills: number; between: [number, number]; random: () => number },
): Promise<void> {
  const { kills, between, random } = options;
  const [from, to] = between;
  for (let kill = 0; kill < kills; kill++) {
    const items = from + Math.floor(random() * (to - from));
    const end = await read(killAfter(items)).catch((error: Error) => error);
    if (!(end instanceof Error) || end.message !== KILLED) {
      throw new Error(
        `A read was to be killed at item ${items}, and ended with ${end}. Let it die earlier, or read more.`,
      );
    }
    sink.crash();
  }
  await read();
}
