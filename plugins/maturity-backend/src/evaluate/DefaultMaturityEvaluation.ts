// SPDX-License-Identifier: Apache-2.0
import { InputError, NotFoundError } from '@backstage/errors';
import {
  CheckResult,
  ConfiguredSource,
  EvaluationInput,
  EvaluationView,
  EvidenceItem,
  evaluateScorecard,
  measureInputOf,
  measureOfCheck,
  Scorecard,
  ScorecardModel,
  windowEndingAt,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { Duration } from 'luxon';
import { noteReplayed } from '../retention/thinnedTo';
import { requireKept } from '../retention/keptSince';
import { Retention } from '../retention/readRetention';
import { TemplateRegistryStore } from '../ingest/TemplateRegistryStore';
import { whereAnyOf } from '../store/bulk';
import {
  createReplayRun,
  createRun,
  settleRuns,
  toEvaluationView,
} from '../store/operations/runs';
import { DbEntitiesRow, DbEvaluationRunsRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { EvaluationWorkers } from './EvaluationWorkers';
import { loadBatch } from './loadBatch';
import { replayInstants } from './replayInstants';
import { EvaluateAtOptions, MaturityEvaluation } from './types';

/** @internal */
export interface EvaluationOptions {
  knex: Knex;
  model: ScorecardModel;
  templates: TemplateRegistryStore;
  sources: readonly ConfiguredSource[];
  retention: Retention;
  workers: EvaluationWorkers;
  now: () => Date;
}

/** @internal */
export class DefaultMaturityEvaluation implements MaturityEvaluation {
  private readonly options: EvaluationOptions;

  constructor(options: EvaluationOptions) {
    this.options = options;
  }

  async evaluateAt(
    entityRef: string,
    options: EvaluateAtOptions = {},
  ): Promise<Scorecard | undefined> {
    const input = await this.loadInput(entityRef, options);
    return input && evaluateScorecard(input);
  }

  async evidence(
    entityRef: string,
    checkId: string,
    options: EvaluateAtOptions = {},
  ): Promise<{ check: CheckResult; items: EvidenceItem[] } | undefined> {
    const input = await this.loadInput(entityRef, options);
    const check = input?.model.dimensions
      .flatMap(dimension => dimension.checks)
      .find(({ id }) => id === checkId);
    const result =
      input &&
      evaluateScorecard(input)
        .dimensions.flatMap(dimension => dimension.checks)
        .find(entry => entry.checkId === checkId);
    if (!input || !check || !result) {
      return undefined;
    }
    // An error of the measure is already told by the result.
    const measurement =
      result.outcome === 'error' || result.outcome === 'not-applicable'
        ? undefined
        : measureOfCheck(check)?.compute({
            ...measureInputOf(input),
            wantsAllCounted: true,
          });
    return {
      check: result,
      items: measurement?.status === 'data' ? measurement.evidence : [],
    };
  }

  async startRun(options: {
    entityRefs?: string[];
    replay?: { from: string; to: string; every: string };
  }): Promise<EvaluationView> {
    const { knex, now } = this.options;
    const { replay } = options;
    if (replay) {
      // Says at once what is wrong with it, not when its turn comes.
      const [first] = replayInstants(replay, now());
      const { from } = windowEndingAt(
        first.toISOString(),
        this.options.model.window,
      );
      await this.requireKept(from);
    }
    const entityRefs = options.entityRefs?.map(ref =>
      ref.toLocaleLowerCase('en-US'),
    );
    const total = await this.countEntities(entityRefs);
    const row = await inTransaction(knex, async tx => {
      if (replay) await noteReplayed(tx, replay.from);
      return replay
        ? createReplayRun(tx, {
            replay: { ...replay, ...(entityRefs ? { entityRefs } : {}) },
            total,
            now: now(),
          })
        : createRun(tx, { entityRefs, total, now: now() });
    });
    this.wake();
    return toEvaluationView(row);
  }

  async getRun(id: string): Promise<EvaluationView | undefined> {
    const { knex, now } = this.options;
    const read = () =>
      knex<DbEvaluationRunsRow>('maturity_evaluation_runs')
        .where({ id })
        .first();
    const row = await read();
    if (row && row.state === 'running' && row.replay === null) {
      await settleRuns(knex, { runIds: [id], now: now() });
    }
    const settled = row && (await read());
    return settled && toEvaluationView(settled);
  }

  wake(): void {
    this.options.workers.wake();
  }

  private requireKept(from: string): Promise<void> {
    const { knex, retention, now } = this.options;
    return requireKept({ knex, retention, from: new Date(from), now: now() });
  }

  private async countEntities(entityRefs?: string[]): Promise<number> {
    const { knex } = this.options;
    const active = knex<DbEntitiesRow>('maturity_entities').where({
      state: 'active',
    });
    if (!entityRefs) {
      const [{ total }] = await active.count<{ total: number | string }[]>(
        '* as total',
      );
      return Number(total);
    }
    const rows: Pick<DbEntitiesRow, 'entity_ref'>[] = await whereAnyOf(
      active.select('entity_ref'),
      knex,
      'entity_ref',
      entityRefs,
    );
    const known = new Set(rows.map(row => row.entity_ref));
    const unknown = entityRefs.find(ref => !known.has(ref));
    if (unknown !== undefined) {
      throw new NotFoundError(
        `No scored catalog entity is called '${unknown}'. Check the reference (kind:namespace/name), and that the entity is in the catalog and passes the model's filter.`,
      );
    }
    return known.size;
  }

  private async loadInput(
    entityRef: string,
    options: EvaluateAtOptions,
  ): Promise<EvaluationInput | undefined> {
    const { knex, model, templates, now } = this.options;
    const at = instantOf(options.asOf, now());
    const window = windowEndingAt(at, durationOf(options.window, model.window));
    if (options.asOf !== undefined || options.window !== undefined) {
      await this.requireKept(window.from);
    }
    const ref = entityRef.toLocaleLowerCase('en-US');
    const loaded = (
      await loadBatch(knex, {
        entityRefs: [ref],
        from: new Date(window.from),
        sources: this.options.sources,
      })
    ).get(ref);
    if (!loaded) {
      return undefined;
    }
    return {
      entityRef: ref,
      entity: loaded.entity,
      records: loaded.records.read(),
      templates: await templates.get(),
      peers: loaded.peers,
      reach: loaded.reach,
      sourceReach: loaded.sourceReach,
      inventoryUnreadSince: loaded.inventoryUnreadSince,
      model,
      now: at,
      window,
      waivers: loaded.waivers,
    };
  }
}

function instantOf(asOf: string | undefined, now: Date): string {
  if (asOf === undefined) {
    return now.toISOString();
  }
  const at = new Date(asOf);
  if (Number.isNaN(at.getTime())) {
    throw new InputError(
      `'asOf' is '${asOf}'; write an ISO 8601 instant with a time zone, for example '2026-11-22T08:30:00Z'.`,
    );
  }
  return at.toISOString();
}

function durationOf(window: string | undefined, fallback: string): string {
  if (window === undefined) {
    return fallback;
  }
  const duration = Duration.fromISO(window);
  const days = duration.isValid ? duration.as('days') : 0;
  if (!(days > 0) || days > 3_660) {
    throw new InputError(
      `'window' is '${window}'; write an ISO 8601 duration above zero and up to ten years, for example 'P90D'.`,
    );
  }
  return window;
}
