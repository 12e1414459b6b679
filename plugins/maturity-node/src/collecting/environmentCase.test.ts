// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { component } from '../testUtils';
import { liveDeployments } from './liveDeployments';
import { pairWithPrevious } from './previousDeployments';
import { ownersOf } from './targets';

const deployed = (id: string, environment: string, day: number) => ({
  id,
  environment,
  outcome: 'succeeded' as Deployment['outcome'],
  finishedAt: `2026-11-0${day}T00:00:00.000Z`,
});

describe('environments that differ in case and surrounding space', () => {
  const first = deployed('1', 'Production', 1);
  const second = deployed('2', 'production ', 2);

  it('follow each other', () => {
    expect(pairWithPrevious([second, first])).toEqual([
      { deployment: first, previous: undefined },
      { deployment: second, previous: first },
    ]);
  });

  it('have one live deployment', () => {
    expect(liveDeployments([first, second])).toEqual([second]);
  });

  it('have one owner', () => {
    const entities = ['Production', 'staging'].map(service => ({
      entityRef: `component:default/${service}`,
      target: 'example.com/shop',
      entity: component(service, {
        'delivery-maturity.io/service': service,
      }),
    }));
    expect(
      ownersOf(entities, ' PRODUCTION').map(({ entityRef }) => entityRef),
    ).toEqual(['component:default/Production']);
  });
});
