// SPDX-License-Identifier: Apache-2.0
import { expect, test } from '@playwright/test';
import { ingestApi, legacyUrl } from './support';

test('leads from the rollout to the evidence and the task behind a figure', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByText('60 of 60 entities scored')).toBeVisible();

  // Rollout → team
  await page.getByRole('button', { name: 'Show teams of Commerce' }).click();
  await page.getByRole('link', { name: 'Checkout', exact: true }).click();
  await expect(page.getByText('8 of 8 entities scored')).toBeVisible();
  // Team → service
  await page.getByRole('link', { name: 'Scorecards of Checkout' }).click();
  await page.getByRole('link', { name: 'checkout-api', exact: true }).click();
  // Service → check
  const check = page.getByRole('button', { name: /^Approval wait, median/ });
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

test('keeps filters over reload, back and a shared address', async ({
  page,
  browser,
}) => {
  await page.goto('/maturity/scorecards');
  await expect(page.getByText('60 entities', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Owner' }).fill('Check');
  await page.getByRole('option', { name: /^Checkout/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Score', exact: true }).click();

  // Beside the entity its owner is named, whose title comes a moment later.
  const service = 'a[href^="/catalog/default/component/"]';
  const names = page.getByRole('rowheader').locator(service);
  const filtered = async () => {
    await expect(page.getByText('8 entities', { exact: true })).toBeVisible();
    return names.allTextContents();
  };
  const before = await filtered();
  await expect(page).toHaveURL(/owner=.*sort=score/);

  await page.reload();
  expect(await filtered()).toEqual(before);

  await names.first().click();
  await expect(page.getByText('Where the time goes')).toBeVisible();
  await page.goBack();
  expect(await filtered()).toEqual(before);

  const other = await browser.newPage();
  await other.goto(page.url());
  await expect(other.getByText('8 entities', { exact: true })).toBeVisible();
  expect(
    await other.getByRole('rowheader').locator(service).allTextContents(),
  ).toEqual(before);
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
  await page.getByRole('button', { name: /^Human gates/ }).click();
  await expect(
    page
      .getByRole('button', { name: 'Remove human gates before production' })
      .first(),
  ).toBeVisible();
});
