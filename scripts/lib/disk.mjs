// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from './errors.mjs';

/** Refuses to begin what would end with a full disk. */
export function requireDiskSpace(folder, gigabytes) {
  let existing = folder;
  while (!fs.existsSync(existing)) existing = path.dirname(existing);
  let free;
  try {
    const stats = fs.statfsSync(existing);
    free = (stats.bavail * stats.bsize) / 1024 ** 3;
  } catch {
    // Some file systems and Node before 18.15 do not tell; the installation itself will.
    return;
  }
  if (free < gigabytes) {
    throw new UserError(
      `Only ${free.toFixed(
        1,
      )} GB are free on the disk of '${existing}', but ${gigabytes} GB are needed. Free some and run the command again.`,
    );
  }
}
