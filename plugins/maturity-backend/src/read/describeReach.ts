// SPDX-License-Identifier: Apache-2.0
import {
  REACH_KINDS,
  SourceReachView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { SourceReach } from '../store/composeReach';
import { presentInstant } from '../store/operations/read/attributes';

/**
 * What a source can tell of an entity, kind by kind. What is declared holds throughout, whatever was proven besides.
 *
 * @internal
 */
export function describeReach(known: SourceReach): SourceReachView {
  const { declared, declaredMs, proven } = known;
  return REACH_KINDS.map(kind => {
    if (declared[kind]) {
      return {
        kind,
        basis: 'declared' as const,
        ...presentInstant('since', declaredMs[kind]),
      };
    }
    const since = proven[kind];
    return typeof since === 'string'
      ? { kind, basis: 'proven' as const, since }
      : { kind, basis: 'none' as const };
  });
}
