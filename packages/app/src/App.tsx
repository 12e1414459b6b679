// SPDX-License-Identifier: Apache-2.0
import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';
import { exampleModule } from './modules/example';
import { signInModule } from './modules/signIn';

/**
 * The example portal. Its plugins, delivery maturity among them, are found
 * through `app.packages` in `app-config.yaml`.
 *
 * @internal
 */
export const app = createApp({
  features: [navModule, signInModule, exampleModule],
});
