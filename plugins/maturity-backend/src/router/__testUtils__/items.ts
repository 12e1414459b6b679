// SPDX-License-Identifier: Apache-2.0
let count = 0;
const nextId = () => {
  count += 1;
  return `d${count}`;
};

/** A good deployment of the one entity there is. @internal */
export const deployment = (more: object = {}) => ({
  source: 'test',
  id: nextId(),
  observedAt: '2026-11-20T10:00:00Z',
  entityRef: 'component:default/shop',
  environment: 'production',
  startedAt: '2026-11-20T09:00:00Z',
  finishedAt: '2026-11-20T10:00:00Z',
  outcome: 'succeeded',
  ...more,
});
/** A deployment that lacks a member. @internal */
export const without = (name: string) => ({
  ...deployment(),
  [name]: undefined,
});

/** A good CDEvent. @internal */
export const cdevent = (context: object = {}, more: object = {}) => ({
  context: {
    version: '0.4.1',
    id: nextId(),
    source: 'https://github.com/acme/shop',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-11-20T10:00:00Z',
    ...context,
  },
  subject: {
    id: 'shop',
    type: 'service',
    content: {
      environment: { id: 'production' },
      artifactId: 'pkg:github/acme/shop@v1',
    },
  },
  ...more,
});
