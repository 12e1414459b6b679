// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { commonMessages } from './translation/common';
import { entityMessages } from './translation/entity';
import { pageMessages } from './translation/page';

/**
 * Every text of the plugin, by place.
 *
 * @public
 */
export const maturityTranslationRef = createTranslationRef({
  id: 'plugin.maturity',
  messages: {
    ...commonMessages,
    entity: entityMessages,
    page: pageMessages,
  },
});
