// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DEFAULT_RULE, Recognition, RecognitionRule } from '../config';
import { recognizers } from '.';

describe('a stored deployment still counts under a rule', () => {
  it.each<
    [Recognition, Partial<RecognitionRule>, Partial<Deployment>, boolean]
  >([
    ['deployments', {}, { environment: 'qa' }, true],
    ['deployments', { environments: ['prod*'] }, { environment: 'qa' }, false],
    ['pipelines', { jobs: ['ship*'] }, { pipeline: { job: 'ship-eu' } }, true],
    ['pipelines', { jobs: ['ship*'] }, { pipeline: { job: 'unit' } }, false],
    ['pipelines', { jobs: ['ship*'] }, {}, true],
    ['releases', { tags: ['v*'] }, { version: 'v1' }, true],
    ['releases', { tags: ['v*'] }, { version: 'beta-1' }, false],
    ['tags', { tags: [] }, { version: 'beta-1' }, true],
    ['tags', { tags: ['v*'] }, { version: 'beta-1' }, false],
  ])('by %s with %j: %j is %s', (recognize, rule, fields, counts) => {
    const deployment = { environment: 'production', ...fields } as Deployment;
    expect(
      recognizers[recognize].matches(deployment, { ...DEFAULT_RULE, ...rule }),
    ).toBe(counts);
  });
});
