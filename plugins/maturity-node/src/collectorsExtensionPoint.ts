// SPDX-License-Identifier: Apache-2.0
import {
  createExtensionPoint,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { DeliveryCollector } from './DeliveryCollector';

/** @public */
export interface CollectorRegistration {
  collector: DeliveryCollector;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** How far back a first read goes; ISO 8601 duration, default `P180D`. */
  backfill?: string;
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
