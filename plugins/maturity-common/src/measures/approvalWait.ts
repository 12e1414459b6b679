// SPDX-License-Identifier: Apache-2.0
import { approvalPercentile } from './support/approvalPercentile';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'approval.wait',
  title: 'Approval wait, median',
  description:
    'Median over production deployments of the time in which at least one approval was pending. Overlapping approvals count once, ungated deployments count as zero, an open approval counts until now.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA, streamlining change approval; steps are this project’s',
  countsTime: true,
};

/** @public */
export const approvalWait: Measure = {
  meta,
  compute: input => approvalPercentile(meta, 0.5, input),
};
