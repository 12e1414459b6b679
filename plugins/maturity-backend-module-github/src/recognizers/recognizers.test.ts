// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Probe } from '../client/schema';
import { DEFAULT_RULE, Recognition, RecognitionRule } from '../config';
import { recognizers } from '.';

const PROBE: Probe = {
  id: 'R_1',
  nameWithOwner: 'acme/shop',
  url: 'https://github.com/acme/shop',
  isArchived: false,
  isDisabled: false,
  isEmpty: false,
  createdAt: '2026-01-01T00:00:00Z',
  pushedAt: '2026-11-01T00:00:00Z',
  deployments: {
    totalCount: 2,
    nodes: [
      {
        id: 'D_2',
        createdAt: '2026-11-02T00:00:00Z',
        latestStatus: { id: 'S_3' },
      },
    ],
  },
  releases: {
    totalCount: 1,
    nodes: [{ tagName: 'v1', publishedAt: '2026-11-03T00:00:00Z' }],
  },
};

const deployment = (parts: Partial<Deployment>): Deployment => ({
  source: 'github.com',
  id: 'deployment/1',
  observedAt: '2026-11-02T00:00:00.000Z',
  environment: 'production',
  ...parts,
});

describe('the ways to recognize a deployment', () => {
  it.each<[Recognition, string, unknown[]]>([
    ['deployments', 'deployment/', [2, 'D_2', 'S_3']],
    ['workflow-runs', 'run/', []],
    ['releases', 'release/', [1, 'v1', '2026-11-03T00:00:00Z']],
    ['tags', 'tag/', ['2026-11-01T00:00:00Z']],
  ])('%s: ids and fingerprint', (recognize, idPrefix, fingerprint) => {
    expect(recognizers[recognize].idPrefix).toBe(idPrefix);
    expect(recognizers[recognize].fingerprint(PROBE)).toEqual(fingerprint);
  });

  it.each<
    [Recognition, Partial<RecognitionRule>, Partial<Deployment>, boolean]
  >([
    ['deployments', {}, {}, true],
    ['deployments', { environments: ['prod*'] }, {}, true],
    ['deployments', { environments: ['staging'] }, {}, false],
    ['workflow-runs', { workflows: ['*/deploy.yml'] }, {}, true],
    [
      'workflow-runs',
      { workflows: ['*/deploy.yml'] },
      { pipeline: { path: '.github/workflows/deploy.yml' } },
      true,
    ],
    [
      'workflow-runs',
      { workflows: ['*/deploy.yml'] },
      { pipeline: { path: '.github/workflows/test.yml' } },
      false,
    ],
    [
      'workflow-runs',
      { environments: ['production'] },
      { pipeline: { path: '.github/workflows/test.yml' } },
      true,
    ],
    ['releases', { tags: ['v*'] }, { version: 'v1' }, true],
    ['releases', { tags: ['v*'] }, { version: 'nightly' }, false],
    ['tags', {}, {}, true],
    ['tags', { tags: ['v*'] }, {}, false],
  ])('%s under %j: %j counts: %s', (recognize, rule, parts, counts) => {
    expect(
      recognizers[recognize].matches(deployment(parts), {
        ...DEFAULT_RULE,
        recognize,
        ...rule,
      }),
    ).toBe(counts);
  });
});
