// SPDX-License-Identifier: Apache-2.0
import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  BulkTasksAnswer,
  EvaluationView,
  EvidenceAnswer,
  FacetsAnswer,
  HistoryAnswer,
  IngestAnswer,
  ListScorecardsAnswer,
  ListTasksAnswer,
  ModelAnswer,
  MoversAnswer,
  PutPipelinesAnswer,
  PutTemplateAnswer,
  RollupAnswer,
  RollupTrendAnswer,
  ScorecardView,
  SourcesAnswer,
  TaskDetail,
  UnmatchedAnswer,
  WaiverView,
  apiContract,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';

type Contract = typeof apiContract;
type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What the contract's schemas make of the query of a call. @internal */
export type QueryOf<K extends keyof Contract> = Contract[K] extends {
  query: infer Q;
}
  ? Parsed<Q>
  : undefined;

/** What the contract's schemas make of the body of a call. @internal */
export type BodyOf<K extends keyof Contract> = Contract[K] extends {
  body: infer B;
}
  ? Parsed<B>
  : undefined;

/** Who asks. @internal */
export interface CallOptions {
  credentials: BackstageCredentials;
  /** Recorded by the auditor with a change. */
  request?: Parameters<AuditorService['createEvent']>[0]['request'];
}

/** A read, narrowed to what its caller may see. @internal */
export interface ReadOptions extends CallOptions {
  /** Set by the `Authorized…` service in front; absent where everything may be seen. */
  visible?: EntityVisibility;
}

/** A change of something an entity owns. @internal */
export interface ChangeOptions extends ReadOptions {
  /**
   * Which of these entities' tasks the caller may change, told in bulk; set by the `Authorized…` service in front.
   */
  mayUpdate?: (owners: (string | undefined)[]) => Promise<boolean[]>;
}

/** A value that is JSON already, so that a large stored document is sent as it is. @internal */
export interface JsonText<T> {
  json: string;
  /** Never there; tells what the text stands for. */
  value?: T;
}

/** @internal */
export interface AsOfOptions {
  asOf?: string;
  window?: string;
}

/** Scorecards: what is stored, and what is computed as of a past instant. @internal */
export interface ScorecardService {
  list(
    query: QueryOf<'listScorecards'>,
    options: ReadOptions,
  ): Promise<ListScorecardsAnswer>;
  /** The same selection as CSV, piece by piece. */
  export(
    query: QueryOf<'exportScorecards'>,
    options: ReadOptions,
  ): AsyncIterable<string>;
  get(
    entityRef: string,
    at: AsOfOptions,
    options: ReadOptions,
  ): Promise<JsonText<ScorecardView>>;
  evidence(
    entityRef: string,
    checkId: string,
    query: QueryOf<'getEvidence'>,
    options: ReadOptions,
  ): Promise<EvidenceAnswer>;
  history(
    entityRef: string,
    range: QueryOf<'getHistory'>,
    options: ReadOptions,
  ): Promise<HistoryAnswer>;
  facets(
    filter: QueryOf<'getFacets'>,
    options: ReadOptions,
  ): Promise<FacetsAnswer>;
}

/** Distributions over a scope. @internal */
export interface RollupService {
  rollup(
    query: QueryOf<'getRollup'>,
    options: ReadOptions,
  ): Promise<RollupAnswer>;
  trend(
    query: QueryOf<'getRollupTrend'>,
    options: ReadOptions,
  ): Promise<RollupTrendAnswer>;
  movers(
    query: QueryOf<'getMovers'>,
    options: ReadOptions,
  ): Promise<MoversAnswer>;
}

/** Remediation: tasks and waivers, as people see and change them. @internal */
export interface TaskService {
  list(
    query: QueryOf<'listTasks'>,
    options: ChangeOptions,
  ): Promise<ListTasksAnswer>;
  get(id: string, options: ChangeOptions): Promise<TaskDetail>;
  update(
    id: string,
    change: BodyOf<'patchTask'>,
    options: ChangeOptions,
  ): Promise<TaskDetail>;
  updateMany(
    ids: string[],
    change: BodyOf<'patchTask'>,
    options: ChangeOptions,
  ): Promise<BulkTasksAnswer>;
  requestWaiver(
    body: BodyOf<'postWaiver'>,
    options: ChangeOptions,
  ): Promise<WaiverView>;
  decideWaiver(
    id: string,
    state: BodyOf<'patchWaiver'>['state'],
    options: ChangeOptions,
  ): Promise<WaiverView>;
}

/** Evaluation on request, the rubric in force, and where data comes from. @internal */
export interface OperationsService {
  startEvaluation(
    body: BodyOf<'postEvaluation'>,
    options: ReadOptions,
  ): Promise<EvaluationView>;
  getEvaluation(id: string, options: CallOptions): Promise<EvaluationView>;
  model(options: CallOptions): Promise<ModelAnswer>;
  sources(options: CallOptions): Promise<SourcesAnswer>;
  unmatched(
    query: QueryOf<'listUnmatched'>,
    options: CallOptions,
  ): Promise<UnmatchedAnswer>;
}

/** How delivery data comes in. Bodies are judged item by item, so they arrive as they were sent. @internal */
export interface IngestService {
  cdevents(
    body: unknown,
    options: CallOptions & { contentType?: string },
  ): Promise<IngestAnswer>;
  records(body: unknown, options: CallOptions): Promise<IngestAnswer>;
  pipelines(
    entityRef: string,
    body: unknown,
    options: CallOptions,
  ): Promise<PutPipelinesAnswer>;
  template(
    id: string,
    body: unknown,
    options: CallOptions,
  ): Promise<PutTemplateAnswer>;
}

/** Everything that the router, actions and the service for other plugins share. @internal */
export interface MaturityServices {
  scorecards: ScorecardService;
  rollups: RollupService;
  tasks: TaskService;
  operations: OperationsService;
  ingest: IngestService;
}
