// SPDX-License-Identifier: Apache-2.0
import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';

/** What axe finds on the screen as it is, one line for each element. */
export async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, html }) =>
        `${id}: ${help}\n    ${target.join(' ')}\n    ${html.slice(0, 200)}`,
    ),
  );
}
