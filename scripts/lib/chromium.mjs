// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { explain, UserError } from './errors.mjs';
import { capture } from './processes.mjs';
import { step } from './progress.mjs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser of this machine; on Debian it is installed where it is missing. */
export async function findChromium(label) {
  const present = [process.env.CHROMIUM_PATH, ...CANDIDATES].find(
    file => file && fs.existsSync(file),
  );
  if (present) return present;
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    throw new UserError(
      'The browser tests need Chromium or Chrome. Install one, or name its file in CHROMIUM_PATH.',
    );
  }
  const progress = step(`${label} Chromium`);
  for (const args of [
    ['update', '-qq'],
    // With the fonts that stand in for Helvetica and Arial: pages would be wider in the fallback.
    [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-liberation',
    ],
  ]) {
    const { code, output } = await capture('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (code !== 0) {
      progress.failed();
      throw new UserError(
        `apt-get could not install chromium. ${explain(output) ?? output}`,
      );
    }
  }
  progress.done();
  return CANDIDATES[0];
}
