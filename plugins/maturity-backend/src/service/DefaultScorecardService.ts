// SPDX-License-Identifier: Apache-2.0
import { NotFoundError } from '@backstage/errors';
import {
  ConfiguredSource,
  EvidenceAnswer,
  FacetsAnswer,
  HistoryAnswer,
  ListScorecardsAnswer,
  Scorecard,
  ScorecardModel,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { MaturityEvaluation } from '../evaluate/types';
import { decodeOffset, encodeOffset } from '../read/cursor';
import { exportScorecards } from '../read/exportScorecards';
import { facets } from '../read/facets';
import { history } from '../read/history';
import { listScorecards } from '../read/listScorecards';
import { parseSelection } from '../read/parseSelection';
import { RecordSources } from '../read/RecordSources';
import { describeSources, KnownCollector } from '../read/sources';
import { composeReach } from '../store/composeReach';
import { DbCollectorStatusRow } from '../store/tables';
import {
  present,
  presentInstant,
  toAttributes,
} from '../store/operations/read/attributes';
import {
  readScorecard,
  ScorecardRow,
} from '../store/operations/read/readScorecard';
import {
  AsOfOptions,
  JsonText,
  QueryOf,
  ReadAccess,
  ScorecardService,
} from './types';

/** Reads what is stored; a past instant is computed and stores nothing. @internal */
export class DefaultScorecardService implements ScorecardService {
  readonly #recordSources: RecordSources;

  constructor(
    private readonly options: {
      knex: Knex;
      model: ScorecardModel;
      evaluation: MaturityEvaluation;
      collectors: KnownCollector[];
      /** Those that the configuration tells of. */
      sources: readonly ConfiguredSource[];
    },
  ) {
    this.#recordSources = new RecordSources(options.knex);
  }

  list(
    query: QueryOf<'listScorecards'>,
    access: ReadAccess,
  ): Promise<ListScorecardsAnswer> {
    return listScorecards(query, this.#context(access));
  }

  export(
    query: QueryOf<'exportScorecards'>,
    access: ReadAccess,
  ): AsyncIterable<string> {
    return exportScorecards(query, this.#context(access));
  }

  async get(
    entityRef: string,
    at: AsOfOptions,
    access: ReadAccess,
  ): Promise<JsonText<ScorecardView>> {
    const { collectors, sources } = this.options;
    const row = await this.#read(entityRef, access);
    const delivered = await this.#recordSources.of(row);
    const statuses: DbCollectorStatusRow[] =
      row.statuses === null ? [] : JSON.parse(row.statuses);
    const isPast = at.asOf !== undefined || at.window !== undefined;
    const isStored = !isPast && row.scorecard !== null;
    const scorecard = isStored
      ? row.scorecard!
      : JSON.stringify(await this.#compute(entityRef, at));
    const more: Omit<ScorecardView, keyof Scorecard> = {
      entity: toAttributes(row),
      ...(isStored && presentInstant('evaluatedAt', row.evaluated_at_ms)),
      ...(isStored && present('delta30d', row.delta_30d)),
      pending: row.pending !== null,
      sources: describeSources({
        entity: JSON.parse(row.entity),
        collectors,
        statuses,
        recordSources: delivered.rows,
        reach: composeReach({ ...delivered.reach, statuses }, sources),
      }),
    };
    // Parsing tens of kilobytes to write them again would take longer than reading them.
    return {
      json: `${scorecard.slice(0, -1)},${JSON.stringify(more).slice(1)}`,
    };
  }

  async evidence(
    entityRef: string,
    checkId: string,
    query: QueryOf<'getEvidence'>,
    access: ReadAccess,
  ): Promise<EvidenceAnswer> {
    await this.#read(entityRef, access);
    const { model, evaluation } = this.options;
    const isKnown = model.dimensions.some(({ checks }) =>
      checks.some(check => check.id === checkId),
    );
    const offset = decodeOffset(query.cursor);
    const found = isKnown
      ? await evaluation.evidence(entityRef, checkId, {
          asOf: query.asOf,
          window: query.window,
        })
      : undefined;
    if (!found) {
      throw new NotFoundError(
        `The model in force has no check '${checkId}' for '${entityRef}'. GET /model lists its checks.`,
      );
    }
    const end = offset + query.limit;
    return {
      check: found.check,
      items: found.items.slice(offset, end),
      totalItems: found.items.length,
      ...(end < found.items.length && { nextCursor: encodeOffset(end) }),
    };
  }

  async history(
    entityRef: string,
    range: QueryOf<'getHistory'>,
    access: ReadAccess,
  ): Promise<HistoryAnswer> {
    await this.#read(entityRef, access);
    return history({ knex: this.options.knex, entityRef, ...range });
  }

  async facets(
    filter: QueryOf<'getFacets'>,
    access: ReadAccess,
  ): Promise<FacetsAnswer> {
    const { knex, model, visible } = this.#context(access);
    return facets({ knex, visible, selection: parseSelection(filter, model) });
  }

  #context(access: ReadAccess) {
    const { knex, model } = this.options;
    return { knex, model, visible: access.visible };
  }

  async #read(entityRef: string, access: ReadAccess): Promise<ScorecardRow> {
    const row = await readScorecard({
      knex: this.options.knex,
      entityRef,
      visible: access.visible,
    });
    if (!row) {
      throw new NotFoundError(
        `There is no scorecard of '${entityRef}': it is not in the catalog, not among the entities that are scored, or not visible to you.`,
      );
    }
    return row;
  }

  async #compute(entityRef: string, at: AsOfOptions): Promise<Scorecard> {
    const scorecard = await this.options.evaluation.evaluateAt(entityRef, at);
    if (!scorecard) {
      throw new NotFoundError(`There is no scorecard of '${entityRef}' yet.`);
    }
    return scorecard;
  }
}
