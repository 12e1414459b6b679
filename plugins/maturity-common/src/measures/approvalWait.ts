// SPDX-License-Identifier: Apache-2.0
import { approvalPercentile } from './support/approvalPercentile';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'approval.wait',
  title: 'Approval wait, median',
  description:
    'Median over production releases of the time in which at least one approval was pending. Overlapping approvals count once, an open approval counts until now. Succeeded, failed and rejected releases count, canceled and superseded ones only where they waited. A release without approvals counts as zero where its source would have told them, else not at all.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA, streamlining change approval; steps are this project’s',
  needs: ['deployments', 'waits.approval'],
  countsTime: true,
};

/** @public */
export const approvalWait: Measure = {
  meta,
  compute: input => approvalPercentile(meta, 0.5, input),
};
