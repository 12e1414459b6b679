// SPDX-License-Identifier: Apache-2.0
import { TargetState } from '../poll/state';

const FIRST_READ_PAGE = 100;
const NEXT_READ_PAGE = 25;

/** Deployments per page: many at first, then only what is new and what it is compared with. @internal */
export function pageSize({ top }: Pick<TargetState, 'top'>): number {
  return top ? NEXT_READ_PAGE : FIRST_READ_PAGE;
}
