// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';

function component(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/team-payments',
      system: 'checkout',
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/team-payments' },
      { type: 'partOf', targetRef: 'system:default/checkout' },
    ],
  };
}

const source = { 'github.com/project-slug': 'shop/checkout-api' };

/** One component for each state that the screens have. */
export const entities: Entity[] = [
  component('checkout-api', source),
  component('no-annotation', {}),
  component('no-deployments', source),
  component('broken-source', source),
  component('not-scored', source),
  component('failing', source),
  component('slow', source),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-payments', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
];
