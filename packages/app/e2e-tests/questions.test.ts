// SPDX-License-Identifier: Apache-2.0
import { expect, test } from '@playwright/test';
import { Clicks } from './support';

const MOST_CLICKS = 3;

test('tells a developer why checkout-api is not at Self-service and what to do first', async ({
  page,
}) => {
  const clicks = new Clicks();
  await page.goto('/');

  // What is searched for on one tab is found on the next.
  await clicks.on(page.getByRole('textbox', { name: 'Search by name' }));
  await page.keyboard.type('checkout-api');
  await expect(page).toHaveURL(/q=checkout-api/);
  await clicks.on(page.getByRole('tab', { name: 'Scorecards' }));
  await clicks.on(
    page.getByRole('link', { name: 'checkout-api', exact: true }),
  );

  // Why: dimensions below it, and the checks in them that are below their target.
  await expect(page.getByText('target Self-service').first()).toBeVisible();
  const approvals = page.getByRole('article').filter({
    has: page.getByRole('heading', { name: 'Approval bottlenecks' }),
  });
  await expect(approvals).toContainText('Repeatable');
  await expect(
    approvals.getByRole('row', { name: /^Approval wait, median below target/ }),
  ).toBeVisible();
  // What first: one sentence with what it brings.
  await expect(page.getByText(/^Next step/)).toBeVisible();
  await expect(page.getByText(/service → /).first()).toBeVisible();
  expect(clicks.count).toBeLessThanOrEqual(MOST_CLICKS);
});

test('tells a platform engineer which teams wait longest for approvals, and whether it gets better', async ({
  page,
}) => {
  const clicks = new Clicks();
  await page.goto('/');

  await clicks.on(page.getByRole('button', { name: 'Approval bottlenecks' }));

  // Who: the same table, the lowest first.
  const teams = page.getByRole('table', { name: 'Teams' });
  const scores = async () => {
    const labels = await teams
      .getByRole('link', { name: /^Approval bottlenecks: median level/ })
      .evaluateAll(links => links.map(link => link.textContent ?? ''));
    return labels.map(label => Number(/score (\d+)/.exec(label)?.[1]));
  };
  await expect
    .poll(async () => {
      const found = await scores();
      return (
        found.length > 2 && found.every((s, i) => i === 0 || s >= found[i - 1])
      );
    })
    .toBe(true);
  // How long: the checks of the dimension with their waits.
  const checks = page.getByRole('table', { name: 'What holds us back' });
  await expect(
    checks.getByRole('row', { name: /^Approval wait, median/ }),
  ).toContainText(/Median\s\S+\sh/);
  await expect(checks.getByRole('row', { name: /^Lead time/ })).toBeHidden();
  // Better or not: said in words for that dimension.
  await expect(
    page.getByRole('button', { name: /Dimension Approval bottlenecks/ }),
  ).toBeVisible();
  await expect(
    page.getByText(/Getting better|Getting worse|Steady|Mixed/),
  ).toBeVisible();

  expect(clicks.count).toBeLessThanOrEqual(MOST_CLICKS);
});
