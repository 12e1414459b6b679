// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  ConfiguredSource,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Knex } from 'knex';
import { TemplateRegistryStore } from '../ingest/TemplateRegistryStore';
import { MaturityMetrics } from '../metrics';
import { isPostgres } from '../store/bulk';
import { Claim, claimDirty, failClaims } from '../store/operations/claims';
import { evaluateBatch } from './evaluateBatch';
import { advanceReplay } from './advanceReplay';
import { settleRuns } from '../store/operations/runs';

/** @internal */
export interface EvaluationWorkersOptions {
  knex: Knex;
  model: ScorecardModel;
  templates: TemplateRegistryStore;
  sources: readonly ConfiguredSource[];
  logger: LoggerService;
  metrics: MaturityMetrics;
  now: () => Date;
  batchSize: number;
  workers: number;
  leaseMs: number;
  pollMs: number;
}

/** How long a database that cannot be reached is left alone. */
const PAUSE_AFTER_ERROR_MS = 2_000;

/**
 * Claims dirty entities and evaluates them, in loops that run as long as the process. A loop that finds nothing sleeps
 * until it is woken by this process, or until it is time to look what other processes marked.
 *
 * @internal
 */
export class EvaluationWorkers {
  private readonly options: EvaluationWorkersOptions;
  private readonly owner: string = randomUUID();
  private readonly sleepers = new Set<AbortController>();
  private readonly reported = new Map<string, string>();
  private loops: Promise<void>[] = [];
  private stopped = true;
  /** Counts wake calls, so that one between a look and the sleep after it is not missed. */
  private wakes = 0;
  /** Runs that entities were evaluated for since nothing was left to do. */
  private readonly unsettled = new Set<string>();

  constructor(options: EvaluationWorkersOptions) {
    this.options = options;
  }

  start(): void {
    const { knex, workers } = this.options;
    // SQLite has one connection and one writer: a second loop would only wait for the first.
    const count = isPostgres(knex) ? workers : 1;
    this.stopped = false;
    this.loops = Array.from({ length: count }, (_, index) =>
      this.loop(`${this.owner}:${index}`),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await Promise.all(this.loops);
  }

  wake(): void {
    this.wakes += 1;
    for (const sleeper of this.sleepers) {
      sleeper.abort();
    }
  }

  /** Evaluates what is dirty now; answers the number of entities looked at. */
  async runOnce(owner = this.owner): Promise<number> {
    const { knex, model, templates, sources, metrics, now } = this.options;
    const claims = await claimDirty(knex, {
      owner,
      limit: this.options.batchSize,
      leaseMs: this.options.leaseMs,
      now: now(),
    });
    if (claims.length === 0) {
      await this.settle();
      return 0;
    }
    const start = performance.now();
    try {
      const { evaluated, failures } = await evaluateBatch({
        knex,
        model,
        templates: await templates.get(),
        sources,
        owner,
        claims,
        now: now(),
      });
      metrics.countEvaluated('evaluated', evaluated);
      await this.fail(owner, failures);
    } catch (error) {
      await this.retryOneByOne(owner, claims, error);
    } finally {
      metrics.recordEvaluation((performance.now() - start) / 1000);
    }
    claims.forEach(({ runId }) => runId && this.unsettled.add(runId));
    return claims.length;
  }

  /**
   * Ends runs once nothing is left to do. Who asks for their progress before has it counted then; to count after every
   * batch what a run still waits for would take the square of the number of entities.
   */
  private async settle(): Promise<void> {
    const runIds = [...this.unsettled];
    this.unsettled.clear();
    if (runIds.length > 0) {
      const { knex, now } = this.options;
      await settleRuns(knex, { runIds, now: now() });
    }
  }

  /** One entity must not keep the others of its batch from being stored. */
  private async retryOneByOne(
    owner: string,
    claims: Claim[],
    cause: unknown,
  ): Promise<void> {
    if (claims.length === 1) {
      const message = stringifyError(cause);
      await this.fail(owner, [{ claim: claims[0], message }]);
      return;
    }
    const { knex, model, templates, sources, metrics, now } = this.options;
    for (const claim of claims) {
      try {
        const { evaluated, failures } = await evaluateBatch({
          knex,
          model,
          templates: await templates.get(),
          sources,
          owner,
          claims: [claim],
          now: now(),
        });
        metrics.countEvaluated('evaluated', evaluated);
        await this.fail(owner, failures);
      } catch (error) {
        await this.fail(owner, [{ claim, message: stringifyError(error) }]);
      }
    }
  }

  private async fail(
    owner: string,
    failures: { claim: Claim; message: string }[],
  ): Promise<void> {
    const { knex, logger, metrics, now } = this.options;
    metrics.countEvaluated('failed', failures.length);
    await failClaims(knex, { owner, failures, now: now() });
    for (const { claim, message } of failures) {
      // It is tried again and again; the same error is worth one line.
      if (this.reported.get(claim.entityRef) !== message) {
        this.reported.set(claim.entityRef, message);
        logger.error('An entity could not be evaluated; it is tried again', {
          entityRef: claim.entityRef,
          error: message,
        });
      }
    }
  }

  private async loop(owner: string): Promise<void> {
    const { knex, logger, pollMs } = this.options;
    while (!this.stopped) {
      const seen = this.wakes;
      try {
        const evaluated = await this.runOnce(owner);
        const replayed =
          evaluated === 0 && (await advanceReplay(this.options, owner));
        if (evaluated === 0 && !replayed) {
          await this.sleep(pollMs, seen);
        }
      } catch (error) {
        if (this.stopped) {
          return;
        }
        logger.warn('Looking for entities to evaluate failed', {
          error: stringifyError(error),
          engine: knex.client.config.client,
        });
        await this.sleep(PAUSE_AFTER_ERROR_MS, this.wakes);
      }
    }
  }

  private async sleep(milliseconds: number, seen: number): Promise<void> {
    if (this.stopped || this.wakes !== seen) {
      return;
    }
    const sleeper = new AbortController();
    this.sleepers.add(sleeper);
    try {
      await delay(milliseconds, undefined, { signal: sleeper.signal });
    } catch {
      // Woken early.
    } finally {
      this.sleepers.delete(sleeper);
    }
  }
}
