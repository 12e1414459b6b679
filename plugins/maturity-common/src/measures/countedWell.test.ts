// SPDX-License-Identifier: Apache-2.0
import {
  deployment,
  hoursAgo,
  measureInput,
  pipeline,
  provisioning,
} from '../__testUtils__/records';
import { findMeasure } from './measures';

const healthy = (hours: number) =>
  deployment(hours, {
    pipeline: { path: 'ci.yml', template: { id: 'service', ref: 'v1' } },
    changes: [{ revision: `r${hours}`, committedAt: hoursAgo(hours + 1) }],
  });

describe('evidence of what counts well', () => {
  const deployments = [10, 20, 30, 40, 50, 60].map(healthy);

  it.each([
    ['deployment.change-fail-rate', 0, 6],
    ['deployment.rework-rate', 0, 6],
    ['deployment.on-demand-share', 1, 6],
    ['pipeline.golden-path-adoption', 1, 6],
    ['approval.gates', 0, 1],
    ['provisioning.self-service', 1, 1],
  ])('of %s shows what a best value was counted from', (id, value, count) => {
    const measure = findMeasure(id)!;
    const records = {
      deployments,
      pipelines: [pipeline({ gates: [], gatesComplete: true })],
      provisionings: [provisioning(100, { requestBasis: 'scaffolder' })],
    };
    const templates = {
      templates: [
        {
          id: 'service',
          title: 'Service',
          provider: 'github' as const,
          repository: 'github.com/acme/paths',
          paths: ['service.yml'],
          versions: [],
          snapshots: [],
        },
      ],
    };
    const onScorecard = measure.compute(
      measureInput(records, { templates, evidenceLimit: 5 }),
    );
    expect(onScorecard).toMatchObject({ status: 'data', value, evidence: [] });

    const opened = measure.compute(
      measureInput(records, { templates, wantsAllCounted: true }),
    );
    if (opened.status !== 'data') throw new Error(opened.reason);
    expect(opened.evidence).toHaveLength(count);
    expect(opened.evidence.every(item => item.countsWell)).toBe(true);
    const times = opened.evidence.map(({ at }) => at!);
    expect(times).toEqual([...times].sort().reverse());
    // The evidence adds up to the value.
    const sum = opened.evidence.reduce((all, item) => all + item.value!, 0);
    expect(sum / count).toBe(value);
  });

  it('comes after what speaks against the value, and never beyond the bound', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      deployment(index + 1, { outcome: index % 100 ? 'succeeded' : 'failed' }),
    );
    const result = findMeasure('deployment.change-fail-rate')!.compute(
      measureInput({ deployments: many }, { wantsAllCounted: true }),
    );
    if (result.status !== 'data') throw new Error(result.reason);
    expect(result.evidence).toHaveLength(200);
    const against = result.evidence.filter(item => !item.countsWell);
    expect(against).toEqual(result.evidence.slice(0, against.length));
    expect(against.length / result.n).toBeCloseTo(result.value);
  });
});
