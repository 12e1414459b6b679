// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { chromium } from '@playwright/test';

/** `node takePictures.mjs <address> <folder>` takes the pictures of the README from a running portal. */
const [address, folder] = process.argv.slice(2);

const SERVICE = '/catalog/default/component/checkout-api/maturity';

const PICTURES = [
  {
    name: 'rollout',
    path: '/maturity',
    height: 1460,
    ready: page => page.getByText('Moving most in 30 days'),
  },
  {
    name: 'entity-tab',
    path: SERVICE,
    height: 1340,
    ready: page => page.getByText('Where the time goes'),
  },
  {
    name: 'scorecards',
    path: '/maturity/scorecards?lifecycle=production',
    height: 1000,
    ready: page => page.getByRole('row').nth(5),
  },
  {
    name: 'task',
    path: '/maturity/tasks?q=checkout-api',
    height: 900,
    ready: page => page.getByRole('row').nth(3),
    act: async page => {
      await page
        .getByRole('link', { name: 'Cut the wait for approvals' })
        .first()
        .click();
      await page.getByRole('dialog').getByText('What to do').waitFor();
    },
  },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({
    colorScheme,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  for (const { name, path: place, height, ready, act } of PICTURES) {
    console.log(`${name}, ${colorScheme}`);
    await page.setViewportSize({ width: 1280, height });
    await page.goto(`${address}${place}`);
    await ready(page).first().waitFor();
    await act?.(page);
    // Figures that come later than the first words, and charts that are drawn once seen.
    await page.waitForLoadState('networkidle');
    await page.getByRole('progressbar').first().waitFor({ state: 'hidden' });
    await page.waitForTimeout(1_500);
    await page.screenshot({
      path: path.join(folder, `${name}-${colorScheme}.png`),
      animations: 'disabled',
    });
  }
  await context.close();
}
await browser.close();
