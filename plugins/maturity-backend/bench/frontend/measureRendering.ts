// SPDX-License-Identifier: Apache-2.0
import { chromium, Page, Route } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { BackendProcess } from '../BackendProcess';
import { summarize, Times } from '../statistics';
import { APP_ORIGIN } from './buildApp';

const ROUNDS = 5;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export interface RenderingFigures {
  /** From the answer of the API to the figures on the screen, in milliseconds. */
  rollout: Times;
  tablePage: Times;
}

/** Opens the built portal in a browser over the backend under measurement, and times what appears when. */
export async function measureRendering(options: {
  backend: BackendProcess;
  app: string;
}): Promise<RenderingFigures> {
  const { backend, app } = options;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const rollout: number[] = [];
    const tablePage: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await browser.newPage({
        viewport: { width: 1280, height: 900 },
      });
      await page.route('**/*', route => answer(route, { backend, app }));
      rollout.push(await timeRollout(page));
      tablePage.push(await timeTablePage(page));
      await page.close();
    }
    const sum = (times: number[]) => times.reduce((a, b) => a + b, 0) / 1000;
    return {
      rollout: summarize(rollout, sum(rollout)),
      tablePage: summarize(tablePage, sum(tablePage)),
    };
  } finally {
    await browser.close();
  }
}

async function timeRollout(page: Page): Promise<number> {
  await page.goto(`${APP_ORIGIN}/maturity`);
  return sinceAnswer(page, '/v1/rollups', {
    selector: 'main, #root',
    text: 'entities scored',
  });
}

/** The second page of the table, after its button was pressed. */
async function timeTablePage(page: Page): Promise<number> {
  await page.goto(`${APP_ORIGIN}/maturity/scorecards`);
  const next = page.getByRole('button', { name: 'Next page' });
  await next.waitFor();
  const last = page.locator('table tbody tr').last();
  const before = await last.innerText();
  await page.evaluate(() => performance.clearResourceTimings());
  const shown = page.evaluate(watchRows, before);
  await next.click();
  const at = await shown;
  return at - (await answeredAt(page, '/v1/scorecards'));
}

/** Runs in the browser: when the table's last row is another one, and painted. */
function watchRows(before: string): Promise<number> {
  return new Promise(resolve => {
    const look = () => {
      const rows = document.querySelectorAll<HTMLElement>('table tbody tr');
      const text = rows[rows.length - 1]?.innerText;
      if (rows.length > 1 && text && text !== before) {
        requestAnimationFrame(() => resolve(performance.now()));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
}

async function sinceAnswer(
  page: Page,
  call: string,
  awaited: { selector: string; text: string },
): Promise<number> {
  const at = await page.evaluate(
    ({ selector, text }) =>
      new Promise<number>(resolve => {
        const look = () => {
          const found = [
            ...document.querySelectorAll<HTMLElement>(selector),
          ].some(element => element.innerText.includes(text));
          requestAnimationFrame(() =>
            found ? resolve(performance.now()) : look(),
          );
        };
        look();
      }),
    awaited,
  );
  return at - (await answeredAt(page, call));
}

/** When the browser had the first answer of a call. */
async function answeredAt(page: Page, call: string): Promise<number> {
  return page.evaluate(
    part =>
      (
        performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      ).find(({ name }) => new URL(name).pathname.endsWith(part))!.responseEnd,
    call,
  );
}

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Stands for the server of the portal: its files, the API of the plugin, and a guest who is signed in. */
async function answer(
  route: Route,
  options: { backend: BackendProcess; app: string },
): Promise<void> {
  const { backend, app } = options;
  const request = route.request();
  const url = new URL(request.url());
  if (url.origin !== APP_ORIGIN) {
    await route.abort();
    return;
  }
  if (url.pathname.startsWith('/api/maturity/')) {
    const response = await fetch(backend.baseUrl + url.pathname + url.search, {
      method: request.method(),
      headers: {
        ...backend.headers,
        'content-type': 'application/json',
      },
      body: request.postData() ?? undefined,
    });
    await route.fulfill({
      status: response.status,
      contentType: 'application/json',
      body: await response.text(),
    });
    return;
  }
  if (url.pathname === '/api/auth/guest/refresh') {
    await route.fulfill({ json: guestSession() });
    return;
  }
  if (url.pathname.startsWith('/api/')) {
    // The rest of the portal has no data here.
    await route.fulfill({ json: { items: [], totalItems: 0, pageInfo: {} } });
    return;
  }
  const file = path.join(app, url.pathname);
  const found = path.extname(file) !== '' && fs.existsSync(file);
  const served = found ? file : path.join(app, 'index.html');
  await route.fulfill({
    contentType: TYPES[path.extname(served)] ?? 'application/octet-stream',
    body: fs.readFileSync(served),
  });
}

function guestSession() {
  const encode = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const identity = {
    type: 'user',
    userEntityRef: 'user:default/guest',
    ownershipEntityRefs: ['user:default/guest', 'group:default/team-0'],
  };
  const payload = {
    sub: identity.userEntityRef,
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  return {
    providerInfo: {},
    profile: { displayName: 'Guest' },
    backstageIdentity: {
      token: `${encode({ alg: 'none' })}.${encode(payload)}.none`,
      expiresInSeconds: 3600,
      identity,
    },
  };
}
