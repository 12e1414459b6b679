// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { expect, Page, test } from '@playwright/test';
import {
  ALL_SERVICES,
  deployedEvents,
  guestApi,
  ingestApi,
  legacyUrl,
  checkToggle,
} from './support';

test('leads from the rollout to the evidence and the task behind a figure', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByText(/^\d+ of \d+ entities scored/)).toBeVisible();

  // Rollout → team
  await page.getByRole('button', { name: 'Show teams of Commerce' }).click();
  await page.getByRole('link', { name: 'Checkout', exact: true }).click();
  await expect(page.getByText('8 of 8 entities scored')).toBeVisible();
  // Team → service
  await page.getByRole('link', { name: 'Scorecards of Checkout' }).click();
  await page.getByRole('link', { name: 'checkout-api', exact: true }).click();
  // Service → check
  const check = checkToggle(page, 'Approval wait, median');
  await check.click();
  await expect(check).toHaveAttribute('aria-expanded', 'true');
  // Check → evidence
  const evidence = page.getByRole('table', { name: 'Worst evidence' });
  await expect(evidence.getByRole('row').nth(1)).toBeVisible();
  await expect(evidence.getByRole('link').first()).toHaveAttribute(
    'href',
    /^https:\/\/git\.example\.com\//,
  );
  // Check → task
  await page
    .getByRole('button', { name: 'Cut the wait for approvals' })
    .first()
    .click();
  const task = page.getByRole('dialog');
  await expect(task.getByText('What to do')).toBeVisible();
  await expect(
    task.getByText(/closes by itself as soon as the measurement/),
  ).toBeVisible();
});

test('closes a task on the screen once the work is seen in what pipelines send', async ({
  page,
}) => {
  const service = 'component/default/audit-log';
  const title = 'Update the golden path';
  await page.goto('/catalog/default/component/audit-log/maturity');
  const drift = page.getByRole('row', { name: /^Golden-path drift/ });
  await expect(drift).toContainText('below target');
  await page.getByRole('button', { name: /^Show all \d+ tasks$/ }).click();
  const task = page.getByRole('row').filter({ hasText: title });
  await expect(task).toBeVisible();

  // The pipeline as it is after it was moved to the newest golden path.
  const api = await ingestApi();
  const sent = await api.put(`maturity/v1/ingest/pipelines/${service}`, {
    data: {
      provider: 'github',
      observedAt: new Date().toISOString(),
      defaultBranch: 'main',
      files: [
        {
          path: '.github/workflows/delivery.yml',
          content: [
            'name: delivery',
            'on:',
            '  push:',
            '    branches: [main]',
            'jobs:',
            '  deliver:',
            '    uses: harborline/golden-paths/.github/workflows/service-delivery.yml@v3.2.0',
            '    with:',
            '      service: audit-log',
            '',
          ].join('\n'),
        },
      ],
    },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
  await api.dispose();

  await page.getByRole('button', { name: 'Evaluate now' }).click();
  await expect(drift).toContainText('at target');
  await expect(task).toBeHidden();

  await page.goto('/maturity/tasks?view=all&q=audit-log&state=resolved');
  const closed = page.getByRole('row').filter({ hasText: title });
  await expect(closed).toContainText('Resolved');
});

test('closes a task on the screen after the events that fix it were sent', async ({
  page,
}) => {
  const service = 'returns-portal';
  const title = 'Deploy more often';
  await page.goto(`/catalog/default/component/${service}/maturity`);
  const frequency = page.getByRole('row', { name: /^Deployment frequency/ });
  await expect(frequency).toContainText('below target');
  await page.getByRole('button', { name: /^Show all \d+ tasks$/ }).click();
  const task = page.getByRole('row').filter({ hasText: title });
  await expect(task).toBeVisible();

  const api = await ingestApi();
  const sent = await api.post('maturity/v1/ingest/cdevents', {
    data: deployedEvents(service, 60),
  });
  expect(await sent.json()).toMatchObject({ accepted: 60, rejected: [] });
  await api.dispose();

  await page.getByRole('button', { name: 'Evaluate now' }).click();
  await expect(frequency).toContainText('at target');
  await expect(task).toBeHidden();
});

test('downloads exactly what the filters leave', async ({ page }) => {
  await page.goto('/maturity/scorecards?system=system:default/analytics');
  const names = page
    .getByRole('rowheader')
    .locator('a[href^="/catalog/default/component/"]');
  await expect(page.getByText('8 entities', { exact: true })).toBeVisible();
  const shown = await names.allTextContents();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  const csv = fs.readFileSync(await download.path(), 'utf8');
  const [, ...rows] = csv.trim().split(/\r?\n/);
  expect(rows.map(row => row.split(',')[1]).sort()).toEqual(shown.sort());
});

test('keeps filters over reload, back and a shared address', async ({
  page,
  browser,
}) => {
  await page.goto('/maturity/scorecards');
  await expect(
    page.getByText(`${ALL_SERVICES} entities`, { exact: true }),
  ).toBeVisible();
  await page.getByRole('textbox', { name: 'Owner' }).fill('Check');
  await page.getByRole('option', { name: /^Checkout/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Score', exact: true }).click();

  await expect(page).toHaveURL(/owner=.*sort=score/);
  const api = await guestApi();
  const { search } = new URL(page.url());
  const answer = await api.get(`maturity/v1/scorecards${search}`);
  const selected = (await answer.json()).items.map(
    ({ name }: { name: string }) => name,
  );
  await api.dispose();
  expect(selected).toHaveLength(8);

  // Beside the entity its owner is named, whose title comes a moment later.
  const service = 'a[href^="/catalog/default/component/"]';
  const namesOn = (shown: Page) =>
    shown.getByRole('rowheader').locator(service);
  await expect(namesOn(page)).toHaveText(selected);

  await page.reload();
  await expect(namesOn(page)).toHaveText(selected);

  await namesOn(page).first().click();
  await expect(page.getByText('Where the time goes')).toBeVisible();
  await page.goBack();
  await expect(namesOn(page)).toHaveText(selected);

  const other = await browser.newPage();
  await other.goto(page.url());
  await expect(namesOn(other)).toHaveText(selected);
  await other.close();
});

test('shows the same card and tab in an app on the previous frontend system', async ({
  page,
}) => {
  await page.goto(`${legacyUrl}/catalog/default/component/checkout-api`);
  await expect(page.getByText('Delivery maturity').first()).toBeVisible();
  await expect(page.getByText('score of 100')).toBeVisible();
  await expect(page.getByText(/^Next step/)).toBeVisible();

  await page.getByRole('tab', { name: 'Maturity' }).click();
  for (const heading of [
    'Where the time goes',
    'Pipeline standardization',
    'Provisioning time',
    'On-demand deployability',
    'Approval bottlenecks',
    'Tasks',
    'History',
  ]) {
    await expect(
      page.getByRole('heading', { name: new RegExp(`^${heading}`) }).first(),
    ).toBeVisible();
  }
  await checkToggle(page, 'Human gates').click();
  await expect(
    page
      .getByRole('button', { name: 'Remove human gates before production' })
      .first(),
  ).toBeVisible();
});
