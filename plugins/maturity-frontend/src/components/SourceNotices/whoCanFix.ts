// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';

/**
 * Whose work it is to bring a source back. A repository that is not found may be named wrongly by its owner or hidden
 * from the credentials; a host that is down comes back by itself.
 *
 * @internal
 */
export function whoCanFix({
  reason,
}: ScorecardView['sources'][number]):
  | 'annotation'
  | 'repository'
  | 'connection'
  | 'outage' {
  switch (reason) {
    case 'stale':
      return 'outage';
    case 'not-found':
      return 'annotation';
    case 'disabled':
      return 'repository';
    default:
      return 'connection';
  }
}
