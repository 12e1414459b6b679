// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { expect, test } from '@playwright/test';
import { guestApi, setPolicy } from './support';

/** What the team of the guest owns. */
const OWN = [
  'basket-service',
  'checkout-api',
  'checkout-web',
  'gift-cards',
  'order-service',
  'promotions',
  'returns-portal',
  'tax-engine',
];

test.describe('a member of one team where the catalog shows each team its own', () => {
  test.beforeAll(async () => {
    setPolicy('own-team');
    // The portal follows the file; nothing is asked of it before it has seen the change.
    const api = await guestApi();
    await expect
      .poll(async () => {
        const answer = await api.get('maturity/v1/scorecards?limit=1');
        return (await answer.json()).totalItems;
      })
      .toBe(OWN.length);
    await api.dispose();
  });

  test.afterAll(() => setPolicy('everything'));

  test('sees them alone in lists and in the file made of them', async ({
    page,
  }) => {
    await page.goto('/maturity/scorecards?sort=name&order=asc');
    await expect(page.getByText('8 entities', { exact: true })).toBeVisible();
    await expect(
      page
        .getByRole('rowheader')
        .locator('a[href^="/catalog/default/component/"]'),
    ).toHaveText(OWN);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    const csv = fs.readFileSync(await download.path(), 'utf8');
    const [, ...rows] = csv.trim().split(/\r?\n/);
    expect(rows).toHaveLength(OWN.length);
    for (const name of OWN) expect(csv).toContain(name);
    expect(csv).not.toContain('payment-gateway');
  });

  test('sees them alone in rollups and counts', async ({ page }) => {
    await page.goto('/maturity');
    await expect(page.getByText('8 of 8 entities scored')).toBeVisible();
    const teams = page.getByRole('table', { name: 'Teams' });
    await expect(
      teams.getByRole('link', { name: '8 entities of Commerce' }),
    ).toBeVisible();
    await expect(teams).not.toContainText('Foundation');
    await expect(teams).not.toContainText('Operations');
    // Neither figure beside the surveys nor count of a check is of more.
    const samples = page.getByText(/^of \d+ entit/);
    await expect(samples).toHaveCount(4);
    for (const text of await samples.allTextContents()) {
      expect(Number(/\d+/.exec(text))).toBeLessThanOrEqual(OWN.length);
    }
    const checks = page.getByRole('table', { name: 'What holds us back' });
    const counts = await checks.getByText(/^\d+ of \d+$/).allTextContents();
    expect(counts).not.toEqual([]);
    for (const text of counts) {
      expect(Number(text.split(' of ')[1])).toBeLessThanOrEqual(OWN.length);
    }

    const api = await guestApi();
    const facets = await (await api.get('maturity/v1/facets')).json();
    await api.dispose();
    expect(JSON.stringify(facets)).not.toContain('group:default/payments');
  });

  test('sees the tasks of them alone, and no other service by its address', async ({
    page,
  }) => {
    await page.goto('/maturity/tasks?view=all&limit=100');
    const links = page.locator('a[href^="/catalog/default/component/"]');
    await expect(links.first()).toBeVisible();
    for (const name of await links.allTextContents()) {
      expect(OWN).toContain(name);
    }

    const api = await guestApi();
    const other = await api.get(
      'maturity/v1/scorecards/component/default/payment-gateway',
    );
    expect(other.status()).toBe(404);
    await api.dispose();
  });
});
