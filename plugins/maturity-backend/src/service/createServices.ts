// SPDX-License-Identifier: Apache-2.0
import {
  AuditorService,
  AuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ScorecardModel,
  SourcesAnswer,
  TemplateRegistry,
  TierPattern,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { MaturityEvaluation } from '../evaluate/types';
import { MaturityIngest } from '../ingest/types';
import { ChangePermission } from '../permissions/ChangePermission';
import { ReadPermission } from '../permissions/ReadPermission';
import { VisibleEntities } from '../permissions/VisibleEntities';
import { KnownCollector } from '../read/sources';
import { readGroupsBelow } from '../store/operations/read/readGroupsBelow';
import { readKinds } from '../store/operations/read/readKinds';
import { AuditedIngestService } from './AuditedIngestService';
import { AuditedOperationsService } from './AuditedOperationsService';
import { AuditedTaskService } from './AuditedTaskService';
import { AuthorizedIngestService } from './AuthorizedIngestService';
import { AuthorizedOperationsService } from './AuthorizedOperationsService';
import { AuthorizedRollupService } from './AuthorizedRollupService';
import { AuthorizedScorecardService } from './AuthorizedScorecardService';
import { AuthorizedTaskService } from './AuthorizedTaskService';
import { DefaultIngestService } from './DefaultIngestService';
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
  /** What the collectors say of themselves. */
  readCollectors?: () => Promise<SourcesAnswer['collectors']>;
  auth: AuthService;
  auditor: AuditorService;
  catalog: CatalogService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  now?: () => Date;
}

/** Every service, guarded: what is asked is recorded, then allowed or refused, then done. @internal */
export function createServices(options: ServiceOptions): MaturityServices {
  const { knex, model, ingest, evaluation, auth, auditor } = options;
  const { catalog, permissions, userInfo, collectors = [] } = options;
  const now = options.now ?? (() => new Date());
  const reads = new ReadPermission(
    permissions,
    new VisibleEntities({
      catalog,
      auth,
      readKinds: () => readKinds({ knex }),
      now: () => now().getTime(),
    }),
  );
  const changes = new ChangePermission({
    permissions,
    auth,
    userInfo,
    readGroupsBelow: groupRefs => readGroupsBelow({ knex, groupRefs }),
  });
  return {
    scorecards: new AuthorizedScorecardService(
      new DefaultScorecardService({ knex, model, evaluation, collectors }),
      reads,
    ),
    rollups: new AuthorizedRollupService(
      new DefaultRollupService({ knex, model, now }),
      reads,
    ),
    tasks: new AuditedTaskService(
      new AuthorizedTaskService(
        new DefaultTaskService({
          knex,
          model,
          auth,
          userInfo,
          evaluation,
          now,
        }),
        { reads, changes },
      ),
      auditor,
    ),
    operations: new AuditedOperationsService(
      new AuthorizedOperationsService(
        new DefaultOperationsService({
          knex,
          model,
          evaluation,
          tierPatterns: options.tierPatterns,
          templates: options.templates,
          readCollectors: options.readCollectors ?? (async () => []),
          now,
        }),
        { reads, changes },
      ),
      auditor,
    ),
    ingest: new AuditedIngestService(
      new AuthorizedIngestService(new DefaultIngestService(ingest), {
        auth,
        changes,
      }),
      auditor,
    ),
  };
}
