// SPDX-License-Identifier: Apache-2.0
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  BulkTasksAnswer,
  EvaluationView,
  EvidenceAnswer,
  FacetsAnswer,
  HistoryAnswer,
  ListScorecardsAnswer,
  ListTasksAnswer,
  ModelAnswer,
  MoversAnswer,
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
import { MaturityIngest } from '../ingest/types';
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
export interface Access {
  credentials: BackstageCredentials;
}

/** A read, narrowed to what its caller may see. @internal */
export interface ReadAccess extends Access {
  visible: EntityVisibility;
}

/** A change of something that an entity owns. @internal */
export interface ChangeAccess extends ReadAccess {
  /** Which of these owners' things the caller may change, told in bulk. */
  mayUpdate: (owners: (string | undefined)[]) => Promise<boolean[]>;
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
    access: ReadAccess,
  ): Promise<ListScorecardsAnswer>;
  /** The same selection as CSV, piece by piece. */
  export(
    query: QueryOf<'exportScorecards'>,
    access: ReadAccess,
  ): AsyncIterable<string>;
  get(
    entityRef: string,
    at: AsOfOptions,
    access: ReadAccess,
  ): Promise<JsonText<ScorecardView>>;
  evidence(
    entityRef: string,
    checkId: string,
    query: QueryOf<'getEvidence'>,
    access: ReadAccess,
  ): Promise<EvidenceAnswer>;
  history(
    entityRef: string,
    range: QueryOf<'getHistory'>,
    access: ReadAccess,
  ): Promise<HistoryAnswer>;
  facets(
    filter: QueryOf<'getFacets'>,
    access: ReadAccess,
  ): Promise<FacetsAnswer>;
}

/** Distributions over a scope. @internal */
export interface RollupService {
  rollup(
    query: QueryOf<'getRollup'>,
    access: ReadAccess,
  ): Promise<RollupAnswer>;
  trend(
    query: QueryOf<'getRollupTrend'>,
    access: ReadAccess,
  ): Promise<RollupTrendAnswer>;
  movers(
    query: QueryOf<'getMovers'>,
    access: ReadAccess,
  ): Promise<MoversAnswer>;
}

/** Remediation: tasks and waivers, as people see and change them. @internal */
export interface TaskService {
  list(
    query: QueryOf<'listTasks'>,
    access: ChangeAccess,
  ): Promise<ListTasksAnswer>;
  get(id: string, access: ChangeAccess): Promise<TaskDetail>;
  update(
    id: string,
    change: BodyOf<'patchTask'>,
    access: ChangeAccess,
  ): Promise<TaskDetail>;
  updateMany(
    ids: string[],
    change: BodyOf<'patchTask'>,
    access: ChangeAccess,
  ): Promise<BulkTasksAnswer>;
  requestWaiver(
    body: BodyOf<'postWaiver'>,
    access: ChangeAccess,
  ): Promise<WaiverView>;
  decideWaiver(
    id: string,
    state: BodyOf<'patchWaiver'>['state'],
    access: ReadAccess,
  ): Promise<WaiverView>;
}

/** Evaluation on request, the rubric in force, and where data comes from. @internal */
export interface OperationsService {
  startEvaluation(
    body: BodyOf<'postEvaluation'>,
    access: ReadAccess,
  ): Promise<EvaluationView>;
  getEvaluation(id: string): Promise<EvaluationView>;
  model(): Promise<ModelAnswer>;
  sources(): Promise<SourcesAnswer>;
  unmatched(query: QueryOf<'listUnmatched'>): Promise<UnmatchedAnswer>;
}

/** Everything that the router, actions and the service for other plugins share. @internal */
export interface MaturityServices {
  scorecards: ScorecardService;
  rollups: RollupService;
  tasks: TaskService;
  operations: OperationsService;
  ingest: MaturityIngest;
}
