// SPDX-License-Identifier: Apache-2.0
import { expect, Locator, Page } from '@playwright/test';

const MOST_STOPS = 150;

/** Goes to an element with the Tab key alone; fails where the key does not lead there. */
export async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate(node => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} was not reached by ${MOST_STOPS} times Tab`);
}
