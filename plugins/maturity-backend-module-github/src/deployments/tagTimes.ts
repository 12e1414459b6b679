// SPDX-License-Identifier: Apache-2.0
import { TagNode } from '../client/schema';

/** The commit of a tag and when the tag was set. @internal */
export function tagTimes(
  tag: TagNode | undefined,
): { revision: string; at: string; committedAt: string } | undefined {
  const target = tag?.target;
  const commit = target?.target ?? target;
  if (!target || !commit?.committedDate) {
    return undefined;
  }
  return {
    revision: commit.oid,
    at: target.tagger?.date ?? commit.committedDate,
    committedAt: commit.committedDate,
  };
}
