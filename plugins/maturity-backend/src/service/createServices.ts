// SPDX-License-Identifier: Apache-2.0
import { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import {
  ConfiguredSource,
  ScorecardModel,
  SourcesAnswer,
  TemplateRegistry,
  TierPattern,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { MaturityEvaluation } from '../evaluate/types';
import { MaturityIngest } from '../ingest/types';
import { KnownCollector } from '../read/sources';
import { DefaultOperationsService } from './DefaultOperationsService';
import { DefaultRollupService } from './DefaultRollupService';
import { DefaultScorecardService } from './DefaultScorecardService';
import { DefaultTaskService } from './DefaultTaskService';
import { MaturityServices } from './types';

/** What the services are made from. @internal */
export interface ServiceOptions {
  knex: Knex;
  model: ScorecardModel;
  tierPatterns: TierPattern[];
  ingest: MaturityIngest;
  evaluation: MaturityEvaluation;
  templates: { get(): Promise<TemplateRegistry> };
  /** The registered collectors, which know what an entity must say of itself to be read. */
  collectors?: KnownCollector[];
  /** Sources that the configuration tells of. */
  sources?: readonly ConfiguredSource[];
  /** What the collectors say of themselves. */
  readCollectors?: () => Promise<SourcesAnswer['collectors']>;
  auth: AuthService;
  userInfo: UserInfoService;
  now?: () => Date;
}

/** Everything that the calls are made of. @internal */
export function createServices(options: ServiceOptions): MaturityServices {
  const { knex, model, ingest, evaluation, auth, userInfo } = options;
  const { collectors = [], sources = [] } = options;
  const now = options.now ?? (() => new Date());
  return {
    scorecards: new DefaultScorecardService({
      knex,
      model,
      evaluation,
      collectors,
      sources,
    }),
    rollups: new DefaultRollupService({ knex, model, now }),
    tasks: new DefaultTaskService({
      knex,
      model,
      auth,
      userInfo,
      evaluation,
      now,
    }),
    operations: new DefaultOperationsService({
      knex,
      model,
      evaluation,
      tierPatterns: options.tierPatterns,
      templates: options.templates,
      readCollectors: options.readCollectors ?? (async () => []),
      sources,
      now,
    }),
    ingest,
  };
}
