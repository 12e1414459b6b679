// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { FilterPredicate } from '@backstage/filter-predicates';
import {
  Template,
  TierPattern,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** The plugin's configuration, read and checked once at start. @internal */
export interface MaturityConfig {
  /** Which catalog entities are scored. */
  filter: FilterPredicate;
  templates: Template[];
  tierPatterns: TierPattern[];
  catalogSchedule: SchedulerServiceTaskScheduleDefinition;
  /** The nightly pass that scores everything again, because windows slide. */
  fullPassSchedule: SchedulerServiceTaskScheduleDefinition;
  evaluation: {
    /** Entities per claim and transaction. */
    batchSize: number;
    /** Claiming loops of this process. */
    workers: number;
    /** How long a claim holds before others may take it over. */
    leaseMs: number;
    /** How often workers look for entities that other processes marked. */
    pollMs: number;
  };
}
