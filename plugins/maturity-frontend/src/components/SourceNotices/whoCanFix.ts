// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { SOURCE_ANNOTATIONS } from './howToConnect';

/**
 * Whose work it is to bring a source back. A repository that is not found may be named wrongly by its owner or hidden
 * from the credentials; a host that is down comes back by itself.
 *
 * @internal
 */
export function whoCanFix(
  source: ScorecardView['sources'][number],
): 'annotation' | 'connection' | 'outage' {
  if (source.state === 'stale') {
    return 'outage';
  }
  return SOURCE_ANNOTATIONS.some(name => source.message?.includes(name))
    ? 'annotation'
    : 'connection';
}
