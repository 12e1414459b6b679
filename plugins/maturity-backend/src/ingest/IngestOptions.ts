// SPDX-License-Identifier: Apache-2.0
import {
  ConfiguredSource,
  Recognition,
  TierPattern,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { EntityDirectory } from '../catalog/EntityDirectory';
import { MaturityMetrics } from '../metrics';
import { TemplateRegistryStore } from './TemplateRegistryStore';

/** @internal */
export interface IngestOptions {
  knex: Knex;
  directory: EntityDirectory;
  templates: TemplateRegistryStore;
  metrics: MaturityMetrics;
  now: () => Date;
  /** Accept the 0.6 draft of CDEvents with its approvals. */
  drafts: boolean;
  /** What is configured of sources; of them the environment of deployments that name none. */
  sources: readonly ConfiguredSource[];
  /** The operator's mapping of environments to tiers. */
  tierPatterns: readonly TierPattern[];
  /** Additions to the table that stages are found by. */
  recognition?: Partial<Recognition>;
  /** Called where an entity is not known yet: it may have come into the catalog since the last look. */
  lookAgain: () => Promise<void>;
  /** Called after a batch is stored, so that evaluation need not wait for its next look. */
  onStored: () => void;
}
