// SPDX-License-Identifier: Apache-2.0
import { ServiceUnavailableError } from '@backstage/errors';
import {
  InMemoryPageApi,
  emptyScorecardFixture,
  scorecardFixture,
} from '../src/testUtils';

/** Answers each of the example entities with the state it is named after. */
export class DevMaturityApi extends InMemoryPageApi {
  async getScorecard(entityRef: string) {
    const name = entityRef.split('/')[1];
    switch (name) {
      case 'no-annotation':
      case 'no-deployments':
        return { ...emptyScorecardFixture([]), entityRef };
      case 'broken-source':
        return {
          ...scorecardFixture(),
          entityRef,
          pending: true,
          sources: [
            {
              id: 'github',
              title: 'GitHub',
              state: 'error' as const,
              message: 'Bad credentials (401) at api.github.com',
              retryAt: new Date(Date.now() + 600_000).toISOString(),
              newest: '2026-11-20T09:00:00.000Z',
            },
          ],
        };
      case 'not-scored':
        return undefined;
      case 'failing':
        throw new ServiceUnavailableError(
          'The database of the maturity backend is being migrated',
        );
      case 'slow':
        return new Promise<undefined>(() => {});
      default:
        return super.getScorecard(entityRef);
    }
  }
}
