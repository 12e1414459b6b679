// SPDX-License-Identifier: Apache-2.0
import { expect, Page } from '@playwright/test';
import { checkToggle } from './checkToggle';
import { ALL_SERVICES } from './counts';

const API = '**/api/maturity/v1/**';
const SERVICE = '/catalog/default/component/checkout-api';

/** One screen of the plugin, as a reader finds it. */
export interface Screen {
  name: string;
  open(page: Page): Promise<void>;
}

async function see(page: Page, path: string, text: string | RegExp) {
  await page.goto(path);
  await expect(page.getByText(text).first()).toBeVisible();
}

function empty(page: Page) {
  return page.route(API, async route => {
    const { pathname } = new URL(route.request().url());
    if (/\/(scorecards|tasks|unmatched)$/.test(pathname)) {
      await route.fulfill({ json: { items: [], total: 0, totalItems: 0 } });
      return;
    }
    await route.continue();
  });
}

/** Every screen, with the states that are seen when there is nothing, or no answer. */
export const screens: Screen[] = [
  {
    name: 'home',
    open: page => see(page, '/home', 'All tasks of my teams'),
  },
  {
    name: 'rollout',
    open: async page => {
      await see(page, '/maturity', /entities scored/);
      await expect(page.getByText(/mean score/).first()).toBeVisible();
      await expect(page.getByText('Moving most in 30 days')).toBeVisible();
    },
  },
  {
    name: 'scorecards',
    open: page =>
      see(
        page,
        '/maturity/scorecards',
        new RegExp(`^${ALL_SERVICES} entities$`),
      ),
  },
  {
    name: 'tasks',
    open: page => see(page, '/maturity/tasks?view=all', /^\d+ tasks$/),
  },
  {
    name: 'task details',
    open: async page => {
      await see(page, '/maturity/tasks', /^\d+ tasks$/);
      await page.getByRole('rowheader').getByRole('link').first().click();
      await expect(
        page.getByRole('dialog').getByText('What to do'),
      ).toBeVisible();
    },
  },
  {
    name: 'model',
    open: page => see(page, '/maturity/model', 'Rules of honesty'),
  },
  {
    name: 'data',
    open: page => see(page, '/maturity/data', 'Records without an entity'),
  },
  {
    name: 'entity overview',
    open: page => see(page, SERVICE, 'score of 100'),
  },
  {
    name: 'entity tab with an open check',
    open: async page => {
      await see(page, `${SERVICE}/maturity`, 'Where the time goes');
      await checkToggle(page, 'Approval wait, median').click();
      await expect(
        page.getByRole('heading', { name: 'Worst evidence' }),
      ).toBeVisible();
    },
  },
  {
    name: 'entity without deployments',
    open: page =>
      see(
        page,
        '/catalog/default/component/partner-feeds/maturity',
        'No deployment of this entity is known',
      ),
  },
  {
    name: 'group',
    open: page =>
      see(page, '/catalog/default/group/checkout', 'Three tasks to do first'),
  },
  {
    name: 'nothing found',
    open: page =>
      see(
        page,
        '/maturity/scorecards?q=no-such-name',
        'No scorecard matches these filters',
      ),
  },
  {
    name: 'no tasks',
    open: async page => {
      await empty(page);
      await see(page, '/maturity/tasks', 'Your teams have no unfinished task');
    },
  },
  {
    name: 'nothing scored',
    open: async page => {
      await page.route('**/api/maturity/v1/rollups?**', async route => {
        const answer = await route.fetch();
        const json = await answer.json();
        Object.assign(json.total, { entities: 0, scored: 0 });
        await route.fulfill({ json: { ...json, groups: [] } });
      });
      await see(page, '/maturity', 'Nothing is scored yet');
    },
  },
  ...[
    '/home',
    '/maturity',
    '/maturity/scorecards',
    '/maturity/tasks',
    '/maturity/model',
    '/maturity/data',
    '/catalog/default/group/checkout',
    SERVICE,
    `${SERVICE}/maturity`,
  ].map(path => ({
    name: `no answer at ${path}`,
    open: async (page: Page) => {
      await page.route(API, route =>
        route.fulfill({
          status: 503,
          json: {
            error: { name: 'ServiceUnavailableError', message: 'Closed' },
            response: { statusCode: 503 },
          },
        }),
      );
      await see(page, path, 'Try again');
    },
  })),
];
