// SPDX-License-Identifier: Apache-2.0
import { buildApp } from './buildApp';
import { BundleFigures, measureBundle } from './measureBundle';

/** The portal with the plugin beside the same portal without it. */
export interface FrontendFigures {
  without: BundleFigures;
  with: BundleFigures;
}

export async function measureBundles(options: {
  root: string;
  folder: string;
}): Promise<FrontendFigures> {
  const without = await buildApp({ ...options, withPlugin: false });
  const built = await buildApp({ ...options, withPlugin: true });
  return { without: measureBundle(without), with: measureBundle(built) };
}

/** What the plugin adds, in words. */
export function formatBundles(figures: FrontendFigures): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const line = (name: string, key: 'firstLoadBytes' | 'totalBytes') =>
    `${name}, gzip: ${kilobytes(figures.without[key])} without, ${kilobytes(
      figures.with[key],
    )} with, ${kilobytes(figures.with[key] - figures.without[key])} added\n`;
  return [
    line('First load of the portal', 'firstLoadBytes'),
    line('Everything that it may load', 'totalBytes'),
    `Charts in the first load: ${
      figures.with.chartsInFirstLoad ? 'yes' : 'no'
    }\n`,
  ].join('');
}
