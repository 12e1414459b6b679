// SPDX-License-Identifier: Apache-2.0
import {
  daysAgo,
  deployment,
  measureInput,
  pipeline,
  UNREACHED,
} from '../__testUtils__/records';
import { Template } from '../pipelines';
import { Fact, PipelineReference } from '../records';
import { factMeasure } from './factMeasure';
import { findMeasure } from './measures';
import { Measurement, MeasureInput } from './types';

const compute = (id: string, input: MeasureInput): Measurement =>
  findMeasure(id)!.compute(input);

const revision = (digit: string) => digit.repeat(40);

const template: Template = {
  id: 'service',
  provider: 'github',
  repository: 'github.com/acme/workflows',
  paths: ['.github/workflows/service.yml'],
  defaultBranch: 'main',
  versions: [
    { name: 'v1.0.0', revision: revision('1'), releasedAt: daysAgo(400) },
    { name: 'v1.1.0', revision: revision('2'), releasedAt: daysAgo(100) },
    { name: 'v2.0.0', revision: revision('3'), releasedAt: daysAgo(40) },
    // A back-port: newer by date, lower by version.
    { name: 'v1.1.1', revision: revision('4'), releasedAt: daysAgo(5) },
  ],
  snapshots: [],
  stages: ['deploy', 'rollback'],
  safety: ['automated-rollback'],
};

const call = (
  ref: string,
  refKind: PipelineReference['refKind'] = 'tag',
): PipelineReference => ({
  target: 'github.com/acme/workflows/.github/workflows/service.yml',
  repository: 'github.com/acme/workflows',
  path: '.github/workflows/service.yml',
  ref,
  refKind,
});

const job = (id: string, calls: PipelineReference[] = []) => ({
  id,
  stages: [],
  uses: [],
  triggers: ['push'],
  calls,
});

const calling = (...refs: PipelineReference[]) =>
  pipeline({
    jobs: refs.map((ref, index) => job(`call-${index}`, [ref])),
    references: refs.map((ref, index) => ({ ...ref, job: `call-${index}` })),
  });

const withTemplate = { templates: { templates: [template] } };

describe('pipeline.golden-path-adoption', () => {
  it('divides production deployments through an approved template by all, but for sources that never tell the pipeline', () => {
    const through = (id: string) => ({ pipeline: { template: { id } } });
    const result = compute(
      'pipeline.golden-path-adoption',
      measureInput(
        {
          deployments: [
            deployment(1, through('service')),
            deployment(2, through('service')),
            deployment(3, through('home-made')),
            deployment(4, { pipeline: { path: 'ci.yml' } }),
            deployment(5),
            deployment(6, { ...through('service'), environment: 'staging' }),
            deployment(7, { source: 'events' }),
            deployment(8, { source: 'jobs', pipeline: { job: 'deploy' } }),
          ],
        },
        withTemplate,
      ),
    );
    expect(result).toMatchObject({ value: 0.4, n: 5, basis: 'measured' });
  });

  it('falls back to the jobs of the pipeline files', () => {
    const result = compute(
      'pipeline.golden-path-adoption',
      measureInput(
        {
          deployments: [deployment(5)],
          pipelines: [
            calling(call('v1.0.0')),
            pipeline({ jobs: [job('build'), job('test'), job('lint')] }),
          ],
        },
        withTemplate,
      ),
    );
    expect(result).toMatchObject({ value: 0.25, n: 4, basis: 'inferred' });
  });

  it('tells no pipelines from unknown pipelines', () => {
    const id = 'pipeline.golden-path-adoption';
    expect(compute(id, measureInput({}))).toMatchObject({ value: 0 });
    expect(compute(id, measureInput({}, { reach: UNREACHED }))).toMatchObject({
      status: 'no-data',
      cause: 'no-source',
    });
  });
});

describe('an evaluation of the past', () => {
  it('does not take pipelines that were read later for missing ones', () => {
    const asOf = daysAgo(10);
    const input = measureInput(
      { pipelines: [pipeline({ observedAt: daysAgo(1) })] },
      { now: asOf, window: { from: daysAgo(100), to: asOf } },
    );
    for (const id of [
      'pipeline.golden-path-adoption',
      'pipeline.required-stages',
      'pipeline.scan-at-commit',
      'pipeline.safety-defaults',
      'approval.gates',
    ]) {
      expect(compute(id, input)).toMatchObject({
        status: 'no-data',
        cause: 'no-source',
      });
    }
  });
});

describe('pipeline.golden-path-drift', () => {
  it('takes the worst reference, by version and never by date', () => {
    const result = compute(
      'pipeline.golden-path-drift',
      measureInput(
        {
          pipelines: [calling(call('v2.0.0'), call('v1.1.0'), call('v1.0.0'))],
        },
        withTemplate,
      ),
    );
    // v1.0.0 was superseded by v1.1.0 a hundred days ago, v1.1.0 by v2.0.0 forty days ago.
    expect(result).toMatchObject({ value: 100, n: 3, samples: [0, 40, 100] });
  });

  it('takes a branch for the newest and says that it floats', () => {
    expect(
      compute(
        'pipeline.golden-path-drift',
        measureInput(
          { pipelines: [calling(call('main', 'branch'))] },
          withTemplate,
        ),
      ),
    ).toMatchObject({ value: 0, flags: ['floating'] });
  });

  it('does not apply where no golden path is called, or it has no releases', () => {
    const id = 'pipeline.golden-path-drift';
    const none = { status: 'no-data', cause: 'not-applicable-here' };
    expect(
      compute(id, measureInput({ pipelines: [pipeline()] }, withTemplate)),
    ).toMatchObject(none);
    expect(
      compute(
        id,
        measureInput(
          { pipelines: [calling(call('main', 'branch'))] },
          { templates: { templates: [{ ...template, versions: [] }] } },
        ),
      ),
    ).toMatchObject(none);
  });
});

describe('pipeline.required-stages', () => {
  it('counts own stages, and those that a called golden path declares', () => {
    const own = pipeline({ stages: ['test', 'lint'] });
    const id = 'pipeline.required-stages';
    expect(
      compute(id, measureInput({ pipelines: [own] }, withTemplate)),
    ).toMatchObject({ value: 0.25, basis: 'measured' });
    expect(
      compute(
        id,
        measureInput(
          { pipelines: [own, calling(call('v2.0.0'))] },
          withTemplate,
        ),
      ),
    ).toMatchObject({ value: 0.75, basis: 'declared' });
  });
});

describe('pipeline.scan-at-commit', () => {
  it.each([
    [['schedule', 'release'], 0],
    [['schedule', 'pull_request'], 1],
    [['merge_request'], 1],
    [[], 0],
  ])('takes scans triggered by %j for %d', (scanTriggers, value) => {
    expect(
      compute(
        'pipeline.scan-at-commit',
        measureInput({ pipelines: [pipeline({ scanTriggers })] }),
      ),
    ).toMatchObject({ value });
  });
});

describe('pipeline.safety-defaults', () => {
  it('finds each default once, in pipeline, fact or golden path', () => {
    const fact: Fact = {
      source: 'vault',
      id: 'f1',
      observedAt: daysAgo(2),
      fact: 'central-secrets',
      value: true,
    };
    const result = compute(
      'pipeline.safety-defaults',
      measureInput(
        { pipelines: [calling(call('v2.0.0'))], facts: [fact] },
        withTemplate,
      ),
    );
    expect(result).toMatchObject({ value: 2 / 3, basis: 'declared' });
    expect(result.status === 'data' && result.evidence[0].label).toBe(
      'feature-flags: missing',
    );
  });
});

describe('a measure over a fact', () => {
  const fact = (id: string, days: number, value: Fact['value']): Fact => ({
    source: 'scanner',
    id,
    observedAt: daysAgo(days),
    fact: 'coverage',
    value,
  });
  const coverage = factMeasure({ fact: 'coverage', unit: 'ratio' });

  it('takes the newest value that was known', () => {
    const facts = [fact('a', 3, 0.5), fact('b', 1, 0.9), fact('c', -1, 1)];
    expect(coverage.compute(measureInput({ facts }))).toMatchObject({
      value: 0.9,
      freshest: daysAgo(1),
      flags: [],
    });
    expect(
      coverage.compute(measureInput({ facts: [fact('a', 120, true)] })),
    ).toMatchObject({ value: 1, flags: ['stale'] });
  });

  it('has no data without a fact, or with a text', () => {
    expect(coverage.compute(measureInput({}))).toMatchObject({
      cause: 'no-source',
    });
    expect(
      coverage.compute(measureInput({ facts: [fact('a', 1, 'high')] })),
    ).toMatchObject({
      status: 'no-data',
      reason: expect.stringContaining("the text 'high'"),
    });
  });
});
