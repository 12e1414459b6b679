// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  departments,
  domains,
  ExampleService,
  removedService,
  RENAMED,
  services,
  serviceUrl,
  systems,
  teams,
} from './organization';

const LOCATION = 'url:https://git.example.com/harborline/catalog';
const annotations = {
  'backstage.io/managed-by-location': LOCATION,
  'backstage.io/managed-by-origin-location': LOCATION,
};

/** The example organization as catalog entities; `before`: as it was before one service was renamed and one removed. */
export function catalogEntities(stage: 'before' | 'after'): Entity[] {
  const listed = stage === 'before' ? [...services, removedService] : services;
  return [
    ...departments.map(({ name, title }) => group(name, title, 'department')),
    ...teams.map(({ name, title, parent }) =>
      group(name, title, 'team', parent),
    ),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'guest', annotations },
      spec: { profile: { displayName: 'Guest' }, memberOf: ['checkout'] },
    },
    ...domains.map(({ name, title, owner }) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Domain',
      metadata: { name, title, annotations, tags: ['example'] },
      spec: { owner: `group:default/${owner}` },
    })),
    ...systems.map(({ name, title, domain, owner }) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name, title, annotations, tags: ['example'] },
      spec: { owner: `group:default/${owner}`, domain },
    })),
    ...listed.map(service => component(service, stage)),
  ];
}

function group(
  name: string,
  title: string,
  type: string,
  parent?: string,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, title, annotations },
    spec: {
      type,
      children: [],
      ...(parent && { parent }),
      profile: { displayName: title },
    },
  };
}

function component(service: ExampleService, stage: 'before' | 'after'): Entity {
  const name =
    stage === 'before' && service.name === RENAMED.to
      ? RENAMED.from
      : service.name;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      description: 'Example data: a service of a made-up organization',
      tags: ['example'],
      annotations: {
        ...annotations,
        ...(service.archetype && {
          'delivery-maturity.io/source': service.repository,
        }),
        ...(service.monorepo && {
          'delivery-maturity.io/service': service.name,
        }),
      },
      links: [{ url: serviceUrl(service), title: 'Repository' }],
    },
    spec: {
      type: service.type,
      lifecycle: service.lifecycle,
      owner: `group:default/${service.team}`,
      system: service.system,
    },
  };
}

/** Entity ref of a service in the catalog at a stage. */
export function entityRefOf(
  service: ExampleService,
  stage: 'before' | 'after',
): string {
  const name =
    stage === 'before' && service.name === RENAMED.to
      ? RENAMED.from
      : service.name;
  return `component:default/${name}`;
}
