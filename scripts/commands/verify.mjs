// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { check, reportFile } from '../lib/checks.mjs';
import { findChromium } from '../lib/chromium.mjs';
import { installPackages } from '../lib/packages.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { useToolchain } from '../lib/toolchain.mjs';
import { runChecks } from './test.mjs';

const STEPS = 12;

/** Everything `npm test` does, then the build of all packages and the browser tests. */
export async function run() {
  const toolchain = await useToolchain(STEPS);
  await installPackages(`3/${STEPS} Packages`, toolchain);
  const tally = await runChecks(toolchain, [], STEPS);
  tally.add(
    await check(`10/${STEPS}`, 'Build of all packages', toolchain, [
      fromRoot('node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'build',
      '--all',
    ]),
  );
  tally.add(await browserTests(toolchain));
  return tally.close();
}

async function browserTests(toolchain) {
  const chromium = await findChromium(`11/${STEPS}`);
  const report = reportFile('playwright.json');
  return check(
    `12/${STEPS}`,
    'Browser tests',
    toolchain,
    [fromRoot('node_modules/@playwright/test/cli.js'), 'test'],
    {
      environment: {
        CI: 'true',
        CHROMIUM_PATH: chromium,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
      count: () => countPlaywright(report),
      onLine: (line, progress) => {
        const test = line.match(/^\s*(?:✓|✘|ok|x|-)\s+(\d+) /);
        if (test) progress.detail(`${test[1]} tests`);
      },
    },
  );
}

/** A test that passes only when repeated counts as passed; Playwright's report names it flaky. */
function countPlaywright(file) {
  try {
    const { stats } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
