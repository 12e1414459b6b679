// SPDX-License-Identifier: Apache-2.0
import {
  SourcesAnswer,
  UnmatchedAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';

const MINUTE = 60_000;

function fromNow(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE).toISOString();
}

/** One source that works, one that was refused, and what pipelines sent. @internal */
export function sourcesFixture(entities: number): SourcesAnswer {
  return {
    entities: { total: entities, scored: entities - 5, reached: entities - 5 },
    backlog: 2,
    collectors: [
      {
        id: 'github',
        title: 'GitHub',
        provides: ['deployments', 'pipelines', 'gates'],
        state: 'ok',
        entities: 42,
        lastRunAt: fromNow(-4),
        lastSuccessAt: fromNow(-4),
        nextRunAt: fromNow(6),
        lagSeconds: 240,
        records: 18_204,
        budget: [
          {
            host: 'github.com',
            remaining: 3_900,
            limit: 5_000,
            share: 0.5,
            resetAt: fromNow(22),
          },
        ],
        backfill: { done: 31, total: 42 },
        recognition: [
          {
            recognizes: "runs of 'deploy*'",
            entities: 42,
            entityRefs: ['component:default/checkout-api'],
          },
        ],
        notices: ['checkout-api', 'order-service'].map(name => ({
          entityRef: `component:default/${name}`,
          message:
            "The app lacks the permission 'Environments: read', so gates are not seen.",
        })),
      },
      {
        id: 'gitlab',
        title: 'GitLab',
        provides: ['deployments'],
        state: 'error',
        entities: 13,
        lastRunAt: fromNow(-11),
        lastSuccessAt: fromNow(-1500),
        since: fromNow(-1500),
        lagSeconds: 90_000,
        records: 2_110,
        lastError: '401 Unauthorized: token was revoked',
        retryAt: fromNow(9),
      },
    ],
    ingest: [
      {
        source: 'ci.example.org',
        state: 'ok',
        records: 512,
        newest: fromNow(-20),
        lastReceivedAt: fromNow(-19),
      },
    ],
    unmatched: 2,
    unmappedEnvironments: [{ environment: 'blue', records: 31 }],
    unknownDeployments: [
      {
        entityRef: 'component:default/cart',
        path: '.github/workflows/ship.yml',
        jobs: ['ship', 'regions / ship-eu'],
      },
    ],
    unknownDeploymentsTotal: 1200,
  };
}

/** @internal */
export function unmatchedFixture(): UnmatchedAnswer {
  return {
    items: [
      {
        source: 'ci.example.org',
        id: 'run-17',
        type: 'deployment',
        repository: 'github.com/shop/old-cart',
        reason: "No entity names the repository 'shop/old-cart'.",
        firstSeenAt: fromNow(-3000),
        lastSeenAt: fromNow(-30),
      },
      {
        source: 'ci.example.org',
        id: 'run-18',
        type: 'incident',
        reason: 'The event names neither a repository nor a service.',
        firstSeenAt: fromNow(-300),
        lastSeenAt: fromNow(-60),
      },
    ],
    totalItems: 2,
  };
}
