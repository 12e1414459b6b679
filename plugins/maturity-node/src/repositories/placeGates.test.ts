// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { placeGates } from './placeGates';

const HEADER = {
  source: 'git.example.com',
  repository: 'git.example.com/acme/shop',
  observedAt: '2026-11-22T00:00:00.000Z',
  provider: 'github' as const,
};

function pipeline(path: string, deploysTo: string[]): PipelineDefinition {
  return {
    ...HEADER,
    id: `pipeline:${path}`,
    path,
    jobs: [],
    references: [],
    gates: [],
    stages: [],
    scanTriggers: [],
    deploysTo,
  };
}

const gate = (environment?: string): Gate => ({
  ...(environment && { environment }),
  kind: 'required-reviewers',
  gate: environment ?? 'everywhere',
});

describe('placeGates', () => {
  const place = (gates: Gate[]) =>
    placeGates(
      [pipeline('a.yml', ['production']), pipeline('b.yml', ['staging'])],
      gates,
      { complete: true, header: HEADER, names: (a, b) => a === b },
    ).map(({ path, gates: own, gatesComplete }) => [
      path,
      own.map(one => one.gate),
      gatesComplete,
    ]);

  it('puts a gate to each pipeline that deploys to its environment', () => {
    expect(place([gate('production')])).toEqual([
      ['a.yml', ['production'], true],
      ['b.yml', [], true],
    ]);
  });

  it('keeps the gates of environments that no pipeline names', () => {
    expect(place([gate('emea'), gate()])).toEqual([
      ['a.yml', [], true],
      ['b.yml', [], true],
      ['environments', ['emea', 'everywhere'], true],
    ]);
  });
});
