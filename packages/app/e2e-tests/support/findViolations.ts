// SPDX-License-Identifier: Apache-2.0
import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';

/**
 * Rules about the frame of a whole page, which Backstage draws: its home page
 * has no landmark and no title of its own, its entity page no other heading.
 */
const FRAME_RULES = [
  'landmark-one-main',
  'page-has-heading-one',
  'region',
  'heading-order',
];

/** Parts of Backstage's own frame. */
const FRAME = [
  // An empty title above the widgets of the home page.
  '[data-testid="header-title"]',
];

/** What axe finds on the screen as it is, one line for each element. */
export async function findViolations(page: Page): Promise<string[]> {
  const builder = new AxeBuilder({ page }).disableRules(FRAME_RULES);
  FRAME.forEach(part => builder.exclude(part));
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, html }) =>
        `${id}: ${help}\n    ${target.join(' ')}\n    ${html.slice(0, 200)}`,
    ),
  );
}
