// SPDX-License-Identifier: Apache-2.0
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Retention } from './retention/readRetention';

type IngestKind = 'cdevent' | 'record' | 'collected';
type IngestOutcome =
  | 'accepted'
  | 'duplicate'
  | 'unmatched'
  | 'ignored'
  | 'rejected';
type EvaluationOutcome = 'evaluated' | 'failed';

/** The plugin's metrics, named in one place. @internal */
export interface MaturityMetrics {
  countIngested(kind: IngestKind, outcome: IngestOutcome, items: number): void;
  countEvaluated(outcome: EvaluationOutcome, entities: number): void;
  recordEvaluation(seconds: number): void;
  /** Rows that went because they are no longer kept. */
  countRemoved(kind: keyof Retention, rows: number): void;
  /** Called when metrics are collected. */
  observeBacklog(read: () => Promise<number>): void;
}

/** @internal */
export function createMetrics(metrics: MetricsService): MaturityMetrics {
  const items = metrics.createCounter<{
    kind: IngestKind;
    outcome: IngestOutcome;
  }>('maturity.ingest.items', {
    description: 'Items that came in, by what became of them',
  });
  const entities = metrics.createCounter<{ outcome: EvaluationOutcome }>(
    'maturity.evaluation.entities',
    { description: 'Entities that were evaluated' },
  );
  const duration = metrics.createHistogram('maturity.evaluation.duration', {
    description: 'Time from claiming a batch of entities to their scorecards',
    unit: 's',
  });
  const removed = metrics.createCounter<{ kind: keyof Retention }>(
    'maturity.retention.removed',
    { description: 'Rows that were removed because they are no longer kept' },
  );
  return {
    countRemoved(kind, count) {
      removed.add(count, { kind });
    },
    countIngested(kind, outcome, count) {
      if (count > 0) {
        items.add(count, { kind, outcome });
      }
    },
    countEvaluated(outcome, count) {
      if (count > 0) {
        entities.add(count, { outcome });
      }
    },
    recordEvaluation(seconds) {
      duration.record(seconds);
    },
    observeBacklog(read) {
      metrics
        .createObservableGauge('maturity.evaluation.backlog', {
          description: 'Entities that wait for evaluation',
        })
        .addCallback(async result => result.observe(await read()));
    },
  };
}
