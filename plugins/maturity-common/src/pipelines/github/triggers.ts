// SPDX-License-Identifier: Apache-2.0
import { asList, asText, isMap, YamlMap } from '../yaml';

/** Triggers that run at a commit: a push of a branch, or a pull or merge request. */
const COMMIT_TRIGGERS = new Set([
  'push',
  'pull_request',
  'pull_request_target',
  'merge_group',
  'merge_request',
]);

/**
 * Whether a trigger runs at a commit, as opposed to a schedule, a tag, a release or a person.
 *
 * @public
 */
export function isCommitTrigger(trigger: string): boolean {
  return COMMIT_TRIGGERS.has(trigger);
}

/** `push` limited to tags does not run at a commit; it is called `tag`. */
function nameOf(event: string, filter: unknown): string {
  if (event !== 'push' || !isMap(filter)) {
    return event;
  }
  const tagsOnly =
    (filter.tags !== undefined || filter['tags-ignore'] !== undefined) &&
    filter.branches === undefined &&
    filter['branches-ignore'] === undefined;
  return tagsOnly ? 'tag' : event;
}

/**
 * The triggers of a workflow in all three YAML shapes: `on: push`, `on: [push, pull_request]` and a mapping.
 * YAML 1.1 reads the key `on` as the boolean true, so `true` is accepted in its place.
 *
 * @internal
 */
export function readTriggers(workflow: YamlMap): {
  triggers: string[];
  call?: YamlMap;
} {
  const on = workflow.on ?? workflow.true;
  if (isMap(on)) {
    const call = 'workflow_call' in on ? on.workflow_call ?? {} : undefined;
    return {
      triggers: Object.entries(on).map(([event, filter]) =>
        nameOf(event, filter),
      ),
      ...(isMap(call) ? { call } : {}),
    };
  }
  const triggers = asList(on)
    .map(asText)
    .filter((event): event is string => event !== undefined);
  return {
    triggers,
    ...(triggers.includes('workflow_call') ? { call: {} } : {}),
  };
}
