// SPDX-License-Identifier: Apache-2.0
import { Stage } from '../../records';

/** What a job does with what it makes; of several such words the first is what it does, the others are names. */
const DOING: readonly [Stage, RegExp][] = [
  ['build', /\b(?:build|compile|package|assemble|bundle)/],
  ['deploy', /\b(?:deploy|roll ?out|promote)/],
  ['release', /\b(?:release|publish|goreleaser)/],
];
/** What is built or published and is nothing that runs. */
const NO_PRODUCT =
  /\b(?:cache|matrix|info|number|badge|summary|docs?|documentation|reports?|coverage|results?|notes)\b/;
/** What speaks of a deployment or release, or looks after one, does none. */
const SPEAKS =
  /\b(?:slack|teams|discord|notif\w*|announce\w*|alerts?|pager ?duty|remind\w*|label\w*|comments?|status|summary|report\w*|verify|check\w*|wait|await|validate|lint|tests?|track|audit)\b/;

/** Whether a name is one of what only speaks of a deployment. @internal */
export function speaksOnly(name: string): boolean {
  return SPEAKS.test(wordsOf(name));
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ');
}

/**
 * The stages that the name of a job may stand for: in `deploy-publish` the second word is the name of a part, in
 * `build-and-publish` it is not. A job called `build` whose steps test and do not build does what its steps do.
 *
 * @internal
 */
export function promisedStages(
  stages: readonly Stage[],
  name: string,
  done: ReadonlySet<Stage>,
): Stage[] {
  const words = wordsOf(name);
  const found = DOING.flatMap(([stage, pattern]) => {
    const at = words.search(pattern);
    return at < 0 ? [] : [{ stage, at }];
  }).sort((a, b) => a.at - b.at);
  const isList = /\band\b/.test(words);
  const named = new Set(found.map(({ stage }) => stage));
  const leading = isList ? named : new Set(found[0] ? [found[0].stage] : []);
  return stages.filter(stage => {
    if (named.has(stage) && !leading.has(stage)) {
      return false;
    }
    if (stage === 'deploy' && SPEAKS.test(words)) {
      return false;
    }
    if ((stage === 'build' || stage === 'release') && NO_PRODUCT.test(words)) {
      return false;
    }
    return stage !== 'build' || done.size === 0 || done.has('build');
  });
}
