// SPDX-License-Identifier: Apache-2.0
import {
  CheckResult,
  EvaluationView,
  EvidenceItem,
  Scorecard,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** @internal */
export interface EvaluateAtOptions {
  /** ISO 8601 instant; default now. */
  asOf?: string;
  /** ISO 8601 duration, for example `P365D`; default the model's. */
  window?: string;
}

/** What other parts of the backend may ask of the evaluation. @internal */
export interface MaturityEvaluation {
  /**
   * The scorecard from the records finished by `asOf`, with the window ending then. Stores nothing. Undefined where
   * the entity is not scored.
   */
  evaluateAt(
    entityRef: string,
    options?: EvaluateAtOptions,
  ): Promise<Scorecard | undefined>;
  /** All evidence of one check, worst first (a scorecard carries the worst five). */
  evidence(
    entityRef: string,
    checkId: string,
    options?: EvaluateAtOptions,
  ): Promise<{ check: CheckResult; items: EvidenceItem[] } | undefined>;
  /** Evaluates some or all entities soon, or replays a past. Answers at once; `getRun` tells the progress. */
  startRun(options: {
    entityRefs?: string[];
    replay?: { from: string; to: string; every: string };
  }): Promise<EvaluationView>;
  getRun(id: string): Promise<EvaluationView | undefined>;
  /** Tells the workers of this process that something is dirty; others poll. */
  wake(): void;
}
