// SPDX-License-Identifier: Apache-2.0
import { BadRequest } from './BadRequest';

const many = (length: number) => Array.from({ length }, () => ({}));

/** @internal */
export const BAD_CHANGES: BadRequest[] = [
  {
    title: 'a task that is none',
    path: '/tasks/no-such',
    status: 404,
    message: /no-such/,
  },
  {
    title: 'a change of a task that is none',
    method: 'patch',
    path: '/tasks/no-such',
    body: { action: 'take' },
    status: 404,
  },
  {
    title: 'done by hand',
    method: 'patch',
    path: '/tasks/no-such',
    body: { action: 'done' },
    status: 400,
    message: /Use one of: take/,
  },
  {
    title: 'a snooze without an end',
    method: 'patch',
    path: '/tasks/no-such',
    body: { action: 'snooze' },
    status: 400,
    message: /'until' in the body is missing/,
  },
  {
    title: 'an empty comment',
    method: 'patch',
    path: '/tasks/no-such',
    body: { action: 'comment', comment: ' ' },
    status: 400,
    message: /'comment'/,
  },
  {
    title: 'no tasks at all',
    method: 'post',
    path: '/tasks/bulk',
    body: { ids: [], change: { action: 'take' } },
    status: 400,
    message: /'ids'.*at least 1/,
  },
  {
    title: 'too many tasks',
    method: 'post',
    path: '/tasks/bulk',
    body: { ids: many(201).map((_, i) => `${i}`), change: { action: 'take' } },
    status: 400,
    message: /at most 200 items/,
  },
  {
    title: 'a waiver without a reason',
    method: 'post',
    path: '/waivers',
    body: {
      entityRef: 'component:default/shop',
      checkId: 'approval-wait',
      reason: 'x',
      until: '2030-01-01T00:00:00Z',
    },
    status: 400,
    message: /'reason'/,
  },
  {
    title: 'a waiver of an unknown check',
    method: 'post',
    path: '/waivers',
    body: {
      entityRef: 'component:default/shop',
      checkId: 'x',
      reason: 'a good reason',
      until: '2030-01-01T00:00:00Z',
    },
    status: 400,
    message: /no such check/,
  },
  {
    title: 'a waiver for ever',
    method: 'post',
    path: '/waivers',
    body: {
      entityRef: 'component:default/shop',
      checkId: 'approval-wait',
      reason: 'a good reason',
      until: '2999-01-01T00:00:00Z',
    },
    status: 400,
    message: /a year/,
  },
  {
    title: 'a decision on nothing',
    method: 'patch',
    path: '/waivers/x',
    body: { state: 'approved' },
    status: 404,
  },
  {
    title: 'a decision that is none',
    method: 'patch',
    path: '/waivers/x',
    body: { state: 'maybe' },
    status: 400,
    message: /approved, rejected, ended/,
  },
  {
    title: 'evaluation of an unknown entity',
    method: 'post',
    path: '/evaluations',
    body: { entityRefs: ['component:default/nobody'] },
    status: 404,
    message: /nobody/,
  },
  {
    title: 'a replay into the future',
    method: 'post',
    path: '/evaluations',
    body: {
      replay: { from: '2026-01-01T00:00:00Z', to: '2999-01-01T00:00:00Z' },
    },
    status: 400,
    message: /future/,
  },
  {
    title: 'a replay by the minute',
    method: 'post',
    path: '/evaluations',
    body: {
      replay: {
        from: '2026-01-01T00:00:00Z',
        to: '2026-01-02T00:00:00Z',
        every: 'PT1M',
      },
    },
    status: 400,
    message: /at least one day/,
  },
  {
    title: 'a replay backward',
    method: 'post',
    path: '/evaluations',
    body: {
      replay: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    },
    status: 400,
    message: /after/,
  },
  {
    title: 'an evaluation that is none',
    path: '/evaluations/x',
    status: 404,
    message: /'x'/,
  },
];
