// SPDX-License-Identifier: Apache-2.0
import {
  createExtensionPoint,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { DeliveryCollector } from './DeliveryCollector';

/** @public */
export interface CollectorRegistration {
  collector: DeliveryCollector;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** How far back a first read goes; default 180 days. */
  backfill?: HumanDuration;
}

/** Where modules register their collectors. @public */
export interface MaturityCollectorsExtensionPoint {
  addCollector(...registrations: CollectorRegistration[]): void;
}

/** @public */
export const maturityCollectorsExtensionPoint =
  createExtensionPoint<MaturityCollectorsExtensionPoint>({
    id: 'maturity.collectors',
  });
