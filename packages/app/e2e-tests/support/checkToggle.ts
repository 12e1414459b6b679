// SPDX-License-Identifier: Apache-2.0
import { Locator, Page } from '@playwright/test';

/** The button that opens a check on the entity tab; the reason of a level names checks by buttons too. */
export function checkToggle(page: Page, title: string): Locator {
  return page
    .getByRole('row', { name: new RegExp(`^${title}`) })
    .getByRole('rowheader')
    .getByRole('button');
}
