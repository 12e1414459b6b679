// SPDX-License-Identifier: Apache-2.0

const RUN_OF_TEKTON =
  /^(\/apis\/[^/]*\/[^/]*\/namespaces\/[^/]+)\/[^/]*\/[^/]+\/?$/;

/**
 * Where a run lives. Tekton names the run itself, `/apis/tekton.dev/v1/namespaces/shop/pipelineruns/release-x7`, so that
 * each run would be a source of its own, and no event of a run could be joined to those of its tasks.
 *
 * @internal
 */
export function withoutRun(source: string): string {
  return RUN_OF_TEKTON.exec(source)?.[1] ?? source;
}
