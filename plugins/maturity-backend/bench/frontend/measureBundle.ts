// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleFigures {
  /** Compressed bytes of every script and style that the start page names. */
  firstLoadBytes: number;
  /** All scripts and styles of the app, whenever they are loaded. */
  totalBytes: number;
  /** Whether code of the charts is among the first load. */
  chartsInFirstLoad: boolean;
}

/** A class name that the library of charts alone contains. */
const CHARTS = 'recharts-wrapper';

export function measureBundle(folder: string): BundleFigures {
  const page = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(
    ([, url]) => path.join(folder, new URL(url, 'http://localhost').pathname),
  );
  if (first.length === 0) {
    throw new Error(`The start page in '${folder}' names no script.`);
  }
  const all = fs
    .readdirSync(path.join(folder, 'static'))
    .filter(name => /\.(js|css)$/.test(name))
    .map(name => path.join(folder, 'static', name));
  return {
    firstLoadBytes: compressedSize(first),
    totalBytes: compressedSize(all),
    chartsInFirstLoad: first.some(file =>
      fs.readFileSync(file, 'utf8').includes(CHARTS),
    ),
  };
}

function compressedSize(files: string[]): number {
  return files.reduce(
    (sum, file) => sum + gzipSync(fs.readFileSync(file), { level: 9 }).length,
    0,
  );
}
