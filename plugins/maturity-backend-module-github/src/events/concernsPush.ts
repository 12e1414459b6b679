// SPDX-License-Identifier: Apache-2.0
import { WORKFLOW_FOLDER } from '../pipelines/pipelines';
import { PushEvent } from './schema';

/** Pushes that may change pipelines, the first one of a repository, and tags where tags count. @internal */
export function concernsPush(event: PushEvent, tagsCount: boolean): boolean {
  const { ref, repository, created, forced, commits } = event;
  if (ref.startsWith('refs/tags/')) {
    return tagsCount;
  }
  if (ref !== `refs/heads/${repository.default_branch}`) {
    return false;
  }
  // What a forced push took away is in no list.
  return (
    created ||
    forced ||
    (commits ?? [])
      .flatMap(({ added, modified, removed }) => [
        ...(added ?? []),
        ...(modified ?? []),
        ...(removed ?? []),
      ])
      .some(path => path.startsWith(`${WORKFLOW_FOLDER}/`))
  );
}
