// SPDX-License-Identifier: Apache-2.0

/** A survey figure shown next to an organization's own. @public */
export interface Benchmark {
  id: string;
  dimensionId: string;
  /** Measure that the own figure comes from, where there is one. */
  measureId?: string;
  /** What the figure says, in plain words. */
  title: string;
  value: number;
  unit: 'share' | 'hours';
  /** Value of the measure from which on an entity counts into the own share. */
  threshold?: number;
  better: 'higher' | 'lower';
  source: string;
}

const HARNESS = 'Harness, State of DevOps Modernization 2026, n = 700';
const DUPLOCLOUD = 'DuploCloud 2026';

/** @public */
export const BENCHMARKS: readonly Benchmark[] = [
  {
    id: 'hardly-any-golden-paths',
    dimensionId: 'pipeline-standardization',
    measureId: 'pipeline.golden-path-adoption',
    title:
      'engineering leaders who say hardly any of their teams have golden paths',
    value: 0.73,
    unit: 'share',
    better: 'lower',
    source: HARNESS,
  },
  {
    id: 'provisioned-within-two-hours',
    dimensionId: 'provisioning-time',
    measureId: 'provisioning.service-time',
    title:
      'can provision a functioning build and deploy environment in under 2 h',
    value: 0.21,
    unit: 'share',
    threshold: 2,
    better: 'higher',
    source: HARNESS,
  },
  {
    id: 'deploy-on-demand',
    dimensionId: 'on-demand-deployability',
    measureId: 'deployment.on-demand-share',
    title: 'deploy on demand',
    value: 0.29,
    unit: 'share',
    threshold: 0.5,
    better: 'higher',
    source: DUPLOCLOUD,
  },
  {
    id: 'more-than-a-week-to-production',
    dimensionId: 'on-demand-deployability',
    measureId: 'deployment.lead-time',
    title: 'need more than a week to production',
    value: 0.42,
    unit: 'share',
    threshold: 168,
    better: 'lower',
    source: DUPLOCLOUD,
  },
  {
    id: 'recovery-time',
    dimensionId: 'on-demand-deployability',
    measureId: 'deployment.recovery-time',
    title: 'mean recovery time',
    value: 6.3,
    unit: 'hours',
    better: 'lower',
    source: HARNESS,
  },
  {
    id: 'recovery-time-heavy-ai-use',
    dimensionId: 'on-demand-deployability',
    measureId: 'deployment.recovery-time',
    title: 'mean recovery time of heavy users of AI assistance',
    value: 7.6,
    unit: 'hours',
    better: 'lower',
    source: HARNESS,
  },
  {
    id: 'approval-chains-main-bottleneck',
    dimensionId: 'approval-bottlenecks',
    measureId: 'approval.wait',
    title: 'name manual approval chains as the main bottleneck',
    value: 0.47,
    unit: 'share',
    better: 'lower',
    source: DUPLOCLOUD,
  },
  {
    id: 'wait-for-other-teams',
    dimensionId: 'approval-bottlenecks',
    title: 'routinely wait for other teams',
    value: 0.77,
    unit: 'share',
    better: 'lower',
    source: HARNESS,
  },
];
