// SPDX-License-Identifier: Apache-2.0
import { Possible } from './expressions/possible';
import { Values } from './scope';

/** Names of inputs and variables that hold the name of an environment. */
const TARGET =
  /^(?:[\w-]+[-_])?(?:env|environment|stage|tier)(?:[-_]?name)?$|^(?:target|deploy)[-_]?(?:env\w*|to)$/i;
/** Names that look like it and hold something else. */
const NO_TARGET =
  /(?:node|rails|rack|python|app[-_]?debug|build|test|bash)[-_]env/i;

/** The values that are called after an environment; those that may be nothing at all are left out. @internal */
export function namedTargets(values: Values): Possible[] {
  return [...values].flatMap(([name, value]) =>
    TARGET.test(name) &&
    !NO_TARGET.test(name) &&
    (value.free || value.values.some(one => typeof one === 'string' && one))
      ? [value]
      : [],
  );
}
