// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 3200);
const backendPort = Number(process.env.E2E_BACKEND_PORT ?? 7207);

/** A configuration file that tests change while the portal runs. */
const policyFile = '.data/e2e-policy.yaml';

// Workers read this file again, in the middle of what a test has set.
if (!process.env.E2E_BASE_URL && !process.env.TEST_WORKER_INDEX) {
  fs.mkdirSync(path.dirname(policyFile), { recursive: true });
  fs.writeFileSync(policyFile, 'maturityExample:\n  policy: everything\n');
}

/**
 * Browser tests against a portal started from nothing, with the app on the
 * previous frontend system at the next port; both apps are built, not served
 * for development. With E2E_BASE_URL a running portal is tested instead:
 * E2E_DATA names its data folder, E2E_LEGACY_URL its other app, and
 * E2E_POLICY_FILE a configuration file that it was started with; it has to know
 * `contradictions/catalog.yaml`, as `--catalog` says below.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  // Waits until the example organization has its past.
  globalSetup: './packages/app/e2e-tests/support/untilComplete.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME
    ? [['list'], ['json']]
    : [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? `http://localhost:${port}`,
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  ...(!process.env.E2E_BASE_URL && {
    webServer: {
      command: [
        'node scripts/start.mjs --fresh --built --legacy',
        `--port ${port} --backend-port ${backendPort}`,
        `--data .data/e2e --config ${policyFile}`,
        '--catalog packages/app/e2e-tests/contradictions/catalog.yaml',
      ].join(' '),
      // Printed once backend and both apps answer.
      wait: { stdout: /The portal is ready/ },
      timeout: 10 * 60_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    },
  }),
});
