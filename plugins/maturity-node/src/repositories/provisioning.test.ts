// SPDX-License-Identifier: Apache-2.0
import { FirstSteps, firstProduction, provisioningOf } from './provisioning';

const CREATED = '2026-10-01T08:00:00.000Z';
const GREEN = '2026-10-01T09:00:00.000Z';
const LIVE = '2026-10-02T09:00:00.000Z';

describe('provisioningOf', () => {
  it.each<[FirstSteps, string]>([
    [{}, CREATED],
    [{ firstGreenBuildAt: GREEN }, GREEN],
    [{ firstGreenBuildAt: GREEN, firstDeploymentAt: LIVE }, LIVE],
  ])('with %j was observed last at %s', (steps, observedAt) => {
    expect(
      provisioningOf(
        {
          source: 'git.example.com',
          id: 7,
          repository: 'git.example.com/acme/shop',
          createdAt: CREATED,
          url: 'https://git.example.com/acme/shop',
          observation: 'read',
        },
        steps,
      ),
    ).toEqual({
      source: 'git.example.com',
      id: 'repository/7',
      repository: 'git.example.com/acme/shop',
      url: 'https://git.example.com/acme/shop',
      observation: 'read',
      observedAt,
      subject: 'service',
      requestedAt: CREATED,
      requestBasis: 'repository',
      repositoryAt: CREATED,
      ...steps,
    });
  });
});

describe('firstProduction', () => {
  it('is the first one that succeeded there', () => {
    const one = (
      environment: string,
      outcome: 'succeeded' | 'failed',
      finishedAt?: string,
    ) => ({ environment, outcome, finishedAt });
    expect(
      firstProduction([
        one('production', 'succeeded', LIVE),
        one('production', 'succeeded', GREEN),
        one('production', 'failed', CREATED),
        one('staging', 'succeeded', CREATED),
        one('production', 'succeeded'),
      ]),
    ).toBe(GREEN);
    expect(firstProduction([])).toBeUndefined();
  });
});
