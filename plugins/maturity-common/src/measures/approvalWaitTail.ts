// SPDX-License-Identifier: Apache-2.0
import { approvalPercentile } from './support/approvalPercentile';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'approval.wait-tail',
  title: 'Approval wait, 90th percentile',
  description:
    'The time in which at least one approval was pending, at the 90th percentile over production releases: one in ten waits at least this long. The same releases count as for the median.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 10,
  source: 'DORA, streamlining change approval; steps are this project’s',
  needs: ['deployments', 'waits.approval'],
  countsTime: true,
};

/** @public */
export const approvalWaitTail: Measure = {
  meta,
  compute: input => approvalPercentile(meta, 0.9, input),
};
