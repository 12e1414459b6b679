// SPDX-License-Identifier: Apache-2.0
import { ReachKind } from '../records';
import { EntityFilterInput } from './common';
import {
  IngestAnswer,
  PutPipelinesAnswer,
  PutTemplateAnswer,
  PutTemplateBody,
} from './ingest';
import {
  EvaluationView,
  ModelAnswer,
  PostEvaluationBody,
  SourcesAnswer,
  UnmatchedAnswer,
} from './operations';
import {
  FacetsAnswer,
  MoversAnswer,
  MoversQuery,
  RollupAnswer,
  RollupQuery,
  RollupTrendAnswer,
  RollupTrendQuery,
} from './rollups';
import {
  EvidenceAnswer,
  HistoryAnswer,
  ListScorecardsAnswer,
  ListScorecardsQuery,
  ScorecardView,
} from './scorecards';
import {
  BulkTasksAnswer,
  ListTasksAnswer,
  ListTasksQuery,
  PatchTaskBody,
  TaskDetail,
  WaiverView,
} from './tasks';

/** @public */
export interface AsOf {
  asOf?: string;
  window?: string;
}

/** @public */
export interface Page {
  limit?: number;
  cursor?: string;
}

/** Every call of the backend, for the portal, the command line and other plugins. Refs are entity refs (`component:default/shop`). @public */
export interface MaturityApi {
  ingestCdevents(events: unknown): Promise<IngestAnswer>;
  ingestRecords(body: {
    deployments?: unknown[];
    provisionings?: unknown[];
    incidents?: unknown[];
    facts?: unknown[];
    /** What the sources of these records can tell; it holds until it is declared anew. */
    reach?: ReachKind[];
  }): Promise<IngestAnswer>;
  putPipelines(
    entityRef: string,
    body: {
      provider: 'github' | 'gitlab';
      files: { path: string; content: string }[];
      observedAt?: string;
      defaultBranch?: string;
    },
  ): Promise<PutPipelinesAnswer>;
  putTemplate(id: string, body: PutTemplateBody): Promise<PutTemplateAnswer>;
  listScorecards(query: ListScorecardsQuery): Promise<ListScorecardsAnswer>;
  /** CSV text of the whole selection. */
  exportScorecards(query: ListScorecardsQuery): Promise<string>;
  /** `undefined` where the entity is not scored or not visible. */
  getScorecard(
    entityRef: string,
    options?: AsOf,
  ): Promise<ScorecardView | undefined>;
  getEvidence(
    entityRef: string,
    checkId: string,
    options?: AsOf & Page,
  ): Promise<EvidenceAnswer>;
  getHistory(
    entityRef: string,
    range?: { from?: string; to?: string },
  ): Promise<HistoryAnswer>;
  getRollup(query: RollupQuery): Promise<RollupAnswer>;
  getRollupTrend(query: RollupTrendQuery): Promise<RollupTrendAnswer>;
  getMovers(query: MoversQuery): Promise<MoversAnswer>;
  getFacets(filter?: EntityFilterInput): Promise<FacetsAnswer>;
  listTasks(query: ListTasksQuery): Promise<ListTasksAnswer>;
  getTask(id: string): Promise<TaskDetail>;
  patchTask(id: string, change: PatchTaskBody): Promise<TaskDetail>;
  patchTasks(ids: string[], change: PatchTaskBody): Promise<BulkTasksAnswer>;
  requestWaiver(body: {
    entityRef: string;
    checkId: string;
    reason: string;
    until: string;
  }): Promise<WaiverView>;
  decideWaiver(
    id: string,
    state: 'approved' | 'rejected' | 'ended',
  ): Promise<WaiverView>;
  evaluate(body: PostEvaluationBody): Promise<EvaluationView>;
  getEvaluation(id: string): Promise<EvaluationView>;
  getModel(): Promise<ModelAnswer>;
  getSources(): Promise<SourcesAnswer>;
  listUnmatched(page?: Page): Promise<UnmatchedAnswer>;
}
