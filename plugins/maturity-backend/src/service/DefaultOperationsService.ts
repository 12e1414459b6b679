// SPDX-License-Identifier: Apache-2.0
import { NotFoundError } from '@backstage/errors';
import {
  ConfiguredSource,
  EvaluationView,
  measures,
  ModelAnswer,
  newestRelease,
  ScorecardModel,
  SourcesAnswer,
  TemplateRegistry,
  TierPattern,
  UnmatchedAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { MaturityEvaluation } from '../evaluate/types';
import { decodeOffset, encodeOffset } from '../read/cursor';
import { wrongFirst } from '../read/wrongFirst';
import { parseRef } from '../read/parseSelection';
import { ingestSources } from '../read/ingestSources';
import { summarizeReach } from '../read/summarizeReach';
import { unmappedEnvironments } from '../read/unmappedEnvironments';
import { present } from '../store/operations/read/attributes';
import {
  countForSources,
  listUnmatched,
  readEnvironments,
  readUnknownDeployments,
  readIngestSources,
} from '../store/operations/read/readSources';
import { readReachCounts } from '../store/operations/read/readReachCounts';
import { readSourceNotes } from '../store/operations/read/readSourceNotes';
import { readVisibleRefs } from '../store/operations/read/readVisibleRefs';
import { parseReplay } from './parseReplay';
import { BodyOf, OperationsService, QueryOf, ReadAccess } from './types';

/** Evaluation on request, the rubric in force, and where data comes from. @internal */
export class DefaultOperationsService implements OperationsService {
  constructor(
    private readonly options: {
      knex: Knex;
      model: ScorecardModel;
      tierPatterns: TierPattern[];
      evaluation: MaturityEvaluation;
      templates: { get(): Promise<TemplateRegistry> };
      /** What the collectors say of themselves. */
      readCollectors: () => Promise<SourcesAnswer['collectors']>;
      /** Those that the configuration tells of. */
      sources: readonly ConfiguredSource[];
      now: () => Date;
    },
  ) {}

  async startEvaluation(
    body: BodyOf<'postEvaluation'>,
    access: ReadAccess,
  ): Promise<EvaluationView> {
    const { evaluation, now } = this.options;
    const entityRefs = body.entityRefs?.map(ref =>
      parseRef('entityRefs', ref, 'component'),
    );
    if (entityRefs) {
      await this.#requireScored(entityRefs, access);
    }
    const replay = body.replay && parseReplay(body.replay, now());
    return evaluation.startRun({
      ...(entityRefs && { entityRefs }),
      ...(replay && { replay }),
    });
  }

  async getEvaluation(id: string): Promise<EvaluationView> {
    const run = await this.options.evaluation.getRun(id);
    if (!run) {
      throw new NotFoundError(
        `There is no evaluation '${id}'. POST /evaluations answers the id of the one it starts.`,
      );
    }
    return run;
  }

  async model(): Promise<ModelAnswer> {
    const { model, templates } = this.options;
    const registry = await templates.get();
    return {
      version: model.version,
      model,
      measures: measures.map(({ meta }) => ({ ...meta })),
      templates: registry.templates.map(template => ({
        id: template.id,
        ...present('title', template.title),
        repository: template.repository,
        paths: template.paths,
        versions: template.versions.length,
        ...present('newest', newestRelease(template)),
      })),
    };
  }

  async sources(): Promise<SourcesAnswer> {
    const { knex, readCollectors, sources, tierPatterns, now } = this.options;
    const [
      counts,
      ingest,
      environments,
      unknownDeployments,
      collectors,
      notes,
      reachCounts,
    ] = await Promise.all([
      countForSources({ knex }),
      readIngestSources({ knex }),
      readEnvironments({ knex }),
      readUnknownDeployments({ knex }),
      readCollectors(),
      readSourceNotes({ knex }),
      readReachCounts({ knex }),
    ]);
    const { backlog, unmatched, ...entities } = counts;
    const reach = summarizeReach(reachCounts, sources);
    return {
      entities,
      backlog,
      collectors: collectors.map(collector => ({
        ...collector,
        ...present('reach', reach.ofCollector(collector.id)),
      })),
      ingest: wrongFirst(ingestSources(ingest, notes, now())).map(source => ({
        ...source,
        ...present('reach', reach.ofSource(source.source)),
      })),
      unmatched,
      unmappedEnvironments: unmappedEnvironments(environments, tierPatterns),
      unknownDeployments: unknownDeployments.pipelines,
      unknownDeploymentsTotal: unknownDeployments.total,
    };
  }

  async unmatched(query: QueryOf<'listUnmatched'>): Promise<UnmatchedAnswer> {
    const { knex } = this.options;
    const offset = decodeOffset(query.cursor);
    const [rows, { unmatched }] = await Promise.all([
      listUnmatched({ knex, offset, limit: query.limit }),
      countForSources({ knex }),
    ]);
    const end = offset + rows.length;
    return {
      items: rows.map(row => ({
        source: row.source,
        id: row.id,
        type: row.type,
        ...present('repository', row.repository),
        reason: row.reason,
        firstSeenAt: new Date(row.first_seen_ms).toISOString(),
        lastSeenAt: new Date(row.last_seen_ms).toISOString(),
      })),
      totalItems: unmatched,
      ...(end < unmatched &&
        rows.length > 0 && { nextCursor: encodeOffset(end) }),
    };
  }

  async #requireScored(
    entityRefs: string[],
    access: ReadAccess,
  ): Promise<void> {
    const visible = await readVisibleRefs({
      knex: this.options.knex,
      entityRefs,
      visible: access.visible,
    });
    const missing = entityRefs.filter(ref => !visible.has(ref));
    if (missing.length > 0) {
      const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
      throw new NotFoundError(
        `'${missing[0]}'${more} cannot be evaluated: not in the catalog, not among the entities that are scored, or not visible to you.`,
      );
    }
  }
}
