// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** The text of a file, or of standard input for `-`. */
export async function readInput(file: string, folder: string): Promise<string> {
  if (file === '-') {
    return text(process.stdin);
  }
  const absolute = path.resolve(folder, file);
  try {
    return await fs.promises.readFile(absolute, 'utf8');
  } catch {
    throw new InputError(
      `The file '${file}' cannot be read (looked at '${absolute}').`,
    );
  }
}

/**
 * JSON: one value, an array, or one value a line.
 *
 * @param onBadLine - told of each line that is no JSON; without it the first one throws
 */
export function parseItems(
  written: string,
  source: string,
  onBadLine?: (line: number, reason: string) => void,
): unknown[] {
  const content = written.replace(/^\uFEFF/, '');
  if (!content.trim()) {
    return [];
  }
  try {
    const value = JSON.parse(content);
    return Array.isArray(value) ? value : [value];
  } catch {
    return content.split(/\r?\n/).flatMap((line, index) => {
      if (!line.trim()) {
        return [];
      }
      try {
        return [JSON.parse(line)];
      } catch {
        const reason =
          'is no JSON. Send one event as JSON, an array, or one event a line.';
        if (!onBadLine) {
          throw new InputError(`Line ${index + 1} of '${source}' ${reason}`);
        }
        onBadLine(index + 1, `The line ${reason}`);
        return [];
      }
    });
  }
}
