// SPDX-License-Identifier: Apache-2.0
import { OldDeployment, removableDeployments } from './removableDeployments';

/** `12 production` is a success at 12, `12 production failed` a failure. */
function deployments(...texts: string[]): OldDeployment[] {
  return texts.map(text => {
    const [at, environment, outcome] = text.split(' ');
    return {
      source: 'ci',
      id: text,
      at_ms: Number(at),
      environment,
      succeeded: outcome !== 'failed',
      isProduction: environment === 'production',
    };
  });
}

describe('removableDeployments', () => {
  it.each<[what: string, old: string[], requests: number[], removed: string[]]>(
    [
      ['nothing', [], [1], []],
      [
        'what is neither newest nor the last success',
        ['1 production', '2 production', '3 staging', '4 staging failed'],
        [],
        ['1 production'],
      ],
      [
        'none of several that are the newest',
        ['1 production', '5 a failed', '5 b failed'],
        [],
        [],
      ],
      [
        'not the first success after each request',
        ['2 a failed', '3 a', '4 a', '6 a', '7 a'],
        [1, 5],
        ['4 a', '2 a failed'],
      ],
      [
        'not the first success in production after a request either',
        ['2 a', '3 production', '4 production', '5 production', '6 a'],
        [1],
        ['4 production'],
      ],
      [
        'the successes of all but production and the last 50 other environments',
        [
          '1 production',
          ...Array.from(
            { length: 52 },
            (_, index) => `${index + 2} pr-${index}`,
          ),
        ],
        [],
        ['3 pr-1', '2 pr-0'],
      ],
    ],
  )('removes %s', (_what, old, requests, removed) => {
    expect(
      removableDeployments(deployments(...old), requests).map(({ id }) => id),
    ).toEqual(removed);
  });
});
