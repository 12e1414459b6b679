// SPDX-License-Identifier: Apache-2.0
import { createPermission } from '@backstage/plugin-permission-common';

/** Ingest of records, events, pipelines and golden paths; meant for service principals. @public */
export const maturityIngestPermission = createPermission({
  name: 'maturity.ingest.create',
  attributes: { action: 'create' },
});

/** Evaluate entities now, or replay a past. @public */
export const maturityEvaluationCreatePermission = createPermission({
  name: 'maturity.evaluation.create',
  attributes: { action: 'create' },
});

/** Take, plan, snooze or comment a task. @public */
export const maturityTaskUpdatePermission = createPermission({
  name: 'maturity.task.update',
  attributes: { action: 'update' },
});

/** Ask for a waiver of a check. @public */
export const maturityWaiverCreatePermission = createPermission({
  name: 'maturity.waiver.create',
  attributes: { action: 'create' },
});

/** Approve, reject or end a waiver. @public */
export const maturityWaiverUpdatePermission = createPermission({
  name: 'maturity.waiver.update',
  attributes: { action: 'update' },
});

/** See collectors, lag, errors and unmatched records. @public */
export const maturitySourceReadPermission = createPermission({
  name: 'maturity.source.read',
  attributes: { action: 'read' },
});

/** Every permission of the plugin. What may be read of a scorecard follows `catalog.entity.read`. @public */
export const maturityPermissions = [
  maturityIngestPermission,
  maturityEvaluationCreatePermission,
  maturityTaskUpdatePermission,
  maturityWaiverCreatePermission,
  maturityWaiverUpdatePermission,
  maturitySourceReadPermission,
];
