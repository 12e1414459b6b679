// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

/** Every file below a folder, sorted, with its path under another root; none where it does not exist. */
export function readFilesUnder(
  folder: string,
  root: string,
): { path: string; content: string }[] {
  if (!fs.existsSync(folder)) {
    return [];
  }
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort()
    .map(file => ({
      path: path.posix.join(
        root,
        path.relative(folder, file).split(path.sep).join('/'),
      ),
      content: fs.readFileSync(file, 'utf8'),
    }));
}
