// SPDX-License-Identifier: Apache-2.0

/** Something that a team did to its way of delivering. */
export interface Step {
  /** Epoch milliseconds. */
  at: number;
  removeGate?: string;
  addGate?: string;
  version?: string;
}

/** All steps of one service, oldest first. */
export type Situation = Step[];

/** What holds at an instant: gates that are gone, and the golden-path version, if it was changed. */
export function situationAt(
  situation: Situation,
  at: number,
): { removedGates: string[]; version?: string } {
  const removed = new Set<string>();
  let version: string | undefined;
  for (const step of situation) {
    if (step.at > at) {
      break;
    }
    if (step.removeGate) removed.add(step.removeGate);
    if (step.addGate) removed.delete(step.addGate);
    version = step.version ?? version;
  }
  return { removedGates: [...removed], version };
}
