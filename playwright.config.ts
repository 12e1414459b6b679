// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 3200);
const backendPort = Number(process.env.E2E_BACKEND_PORT ?? 7207);

/**
 * Browser tests against a portal started from nothing, with the app on the
 * previous frontend system at the next port. With E2E_BASE_URL a running
 * portal is tested instead.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME
    ? [['list'], ['json']]
    : [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? `http://localhost:${port}`,
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
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
        'node scripts/start.mjs --fresh --legacy',
        `--port ${port} --backend-port ${backendPort}`,
        '--data .data/e2e',
      ].join(' '),
      // Printed once backend and both apps answer.
      wait: { stdout: /The portal is ready/ },
      timeout: 10 * 60_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    },
  }),
});
