// SPDX-License-Identifier: Apache-2.0
import { expect, test } from '@playwright/test';
import { checkToggle, findViolations, screens, tabTo } from './support';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    for (const screen of screens) {
      test(`axe finds nothing: ${screen.name}`, async ({ page }) => {
        await screen.open(page);
        expect(await findViolations(page)).toEqual([]);
      });
    }
  });
}

test('the way from the rollout to a task is walked by keyboard alone', async ({
  page,
}) => {
  const press = async (key: string) => page.keyboard.press(key);
  await page.goto('/');

  const team = page.getByRole('row').getByRole('link', { name: 'Checkout' });
  const unfold = page.getByRole('button', { name: 'Show teams of Commerce' });
  await tabTo(page, unfold);
  await press('Enter');
  await tabTo(page, team.first());
  await press('Enter');
  await expect(page).toHaveURL(/scope=/);

  await tabTo(page, page.getByRole('link', { name: 'Scorecards of Checkout' }));
  await press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'checkout-api' }).first());
  await press('Enter');

  const check = checkToggle(page, 'Human gates');
  await tabTo(page, check);
  await press('Enter');
  await expect(check).toHaveAttribute('aria-expanded', 'true');
  await tabTo(
    page,
    page
      .getByRole('button', { name: 'Remove human gates before production' })
      .first(),
  );
  await press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('What to do')).toBeVisible();
  await press('Escape');
  await expect(dialog).toBeHidden();
});
