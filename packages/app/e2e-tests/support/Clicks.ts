// SPDX-License-Identifier: Apache-2.0
import { Locator } from '@playwright/test';

/** Counts what somebody presses on the way to an answer. */
export class Clicks {
  count = 0;

  async on(target: Locator) {
    this.count += 1;
    await target.click();
  }
}
