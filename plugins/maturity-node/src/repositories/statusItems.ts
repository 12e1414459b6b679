// SPDX-License-Identifier: Apache-2.0
import { statusOf } from '../collecting/targets';
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectedItem, CollectorEntity } from '../DeliveryCollector';

interface WithEntities {
  entities: readonly CollectorEntity[];
}

/** How a repository was read to its end. @public */
export interface ReadWell {
  /** Its path as the host writes it now. */
  name: string;
  isArchived: boolean;
  /** Whether it has another path by now, under which the host answered. */
  isMoved: boolean;
  /** Whether a part may not be read. */
  isIncomplete?: boolean;
  /** All that its owner should know, in sentences. */
  message?: string;
  /** The kinds of facts that were read completely. */
  reach: ReachKind[];
}

/** The good word about a repository that was read, with all that its owner should know. @public */
export function readWellItems(
  target: WithEntities,
  { name, isArchived, isMoved, isIncomplete, message, reach }: ReadWell,
): CollectedItem[] {
  if (isArchived) {
    const archived = `'${name}' is archived. What was delivered before was read; nothing more is expected.`;
    return statusOf(target, {
      state: 'archived',
      message: message ? `${archived} ${message}` : archived,
      reach,
    });
  }
  const wellRead = isMoved ? 'renamed' : 'ok';
  return statusOf(target, {
    state: isIncomplete ? 'no-permission' : wellRead,
    ...(message && { message }),
    reach,
  });
}

/** A repository without a commit: there is nothing to read, which is known of each kind of fact. @public */
export function emptyItems(
  target: WithEntities,
  name: string,
  reach: ReachKind[],
): CollectedItem[] {
  return statusOf(target, {
    state: 'empty',
    message: `'${name}' is empty: nothing was pushed yet.`,
    reach,
  });
}
