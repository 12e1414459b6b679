// SPDX-License-Identifier: Apache-2.0
import { BadRequest } from './BadRequest';
import { cdevent, deployment } from './items';

/** @internal */
export const BAD_CALLERS: BadRequest[] = [
  { title: 'no credentials', path: '/scorecards', as: 'none', status: 401 },
  {
    title: 'invalid credentials',
    path: '/scorecards',
    as: 'invalid',
    status: 401,
  },
  {
    title: 'ingest without credentials',
    method: 'post',
    path: '/ingest/records',
    as: 'none',
    body: {},
    status: 401,
  },
  {
    title: 'ingest by a user',
    method: 'post',
    path: '/ingest/records',
    as: 'user',
    body: { deployments: [deployment({ id: 'forged' })] },
    status: 403,
    message: /services, not from users/,
  },
  {
    title: 'ingest by a token restricted to something else',
    method: 'post',
    path: '/ingest/cdevents',
    as: 'elsewhere',
    body: cdevent({ id: 'forged' }),
    status: 403,
    message: /maturity\.ingest\.create/,
  },
  {
    title: 'evaluation with an ingest token',
    method: 'post',
    path: '/evaluations',
    as: 'restricted',
    body: {},
    status: 403,
    message: /maturity\.evaluation\.create/,
  },
  {
    title: 'sources with an ingest token',
    path: '/sources',
    as: 'restricted',
    status: 403,
    message: /maturity\.source\.read/,
  },
  {
    title: 'unmatched records with an ingest token',
    path: '/sources/unmatched',
    as: 'restricted',
    status: 403,
    message: /maturity\.source\.read/,
  },
  {
    title: 'the progress of an evaluation with an ingest token',
    path: '/evaluations/some',
    as: 'restricted',
    status: 403,
    message: /maturity\.evaluation\.create/,
  },
  {
    title: 'evaluation of an entity that the caller may not see',
    method: 'post',
    path: '/evaluations',
    as: 'blind',
    body: { entityRefs: ['component:default/shop'] },
    status: 404,
    message: /component:default\/shop/,
  },
  {
    title: 'a scorecard with an ingest token',
    path: '/scorecards/component/default/shop',
    as: 'restricted',
    status: 404,
  },
];
