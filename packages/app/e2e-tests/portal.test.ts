// SPDX-License-Identifier: Apache-2.0
import { expect, test } from '@playwright/test';

test('opens with the rollout, without a form, and says that its data is an example', async ({
  page,
}) => {
  await page.goto('/');

  await expect(page).toHaveURL(/\/maturity/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Maturity',
  );
  await expect(page.getByText('Example data', { exact: true })).toBeVisible();
});

test('shows the catalog to the guest', async ({ page }) => {
  await page.goto('/catalog');

  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Catalog',
  );
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('user:default/guest')).toBeVisible();
});
