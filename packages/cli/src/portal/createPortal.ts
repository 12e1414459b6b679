// SPDX-License-Identifier: Apache-2.0
import {
  MaturityApi,
  MaturityClient,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { createRetryingFetch } from './createRetryingFetch';
import { Connection } from './resolveConnection';

const PATIENCE = 120_000;

/** What the commands need of a portal. */
export interface Portal {
  maturity: MaturityApi;
  /** Which of the entities the catalog knows; `undefined` where the token may not ask. */
  knownEntities(entityRefs: string[]): Promise<string[] | undefined>;
}

export function createPortal(connection: Connection): Portal {
  const fetcher = createRetryingFetch({
    token: connection.token,
    patience: PATIENCE,
  });
  return {
    maturity: new MaturityClient({
      discoveryApi: {
        getBaseUrl: async id => `${connection.baseUrl}/api/${id}`,
      },
      fetchApi: { fetch: fetcher },
    }),
    async knownEntities(entityRefs) {
      const response = await fetcher(
        `${connection.baseUrl}/api/catalog/entities/by-refs`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ entityRefs, fields: ['kind'] }),
        },
      );
      if (!response.ok) {
        return undefined;
      }
      const { items } = (await response.json()) as { items: unknown[] };
      return entityRefs.filter((_, index) => items[index]);
    },
  };
}
