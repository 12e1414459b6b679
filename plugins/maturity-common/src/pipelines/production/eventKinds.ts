// SPDX-License-Identifier: Apache-2.0

/** Events that are a person who starts a pipeline by hand. */
const BY_HAND = new Set(['workflow_dispatch', 'manual', 'web']);

/** Events that bring no change to anywhere: a person or a machine looks at what may become one. */
const BEFORE_MERGE = new Set([
  'pull_request',
  'pull_request_target',
  'merge_request',
  'merge_group',
  'pull_request_review',
  'pull_request_review_comment',
]);

/** Whether a person starts the pipeline by hand. @internal */
export function isStartByHand(event: string): boolean {
  return BY_HAND.has(event);
}

/** Whether the event happens to a proposed change, which is not merged yet. @internal */
export function isBeforeMerge(event: string): boolean {
  return BEFORE_MERGE.has(event);
}
