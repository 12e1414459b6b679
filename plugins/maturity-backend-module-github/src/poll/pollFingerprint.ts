// SPDX-License-Identifier: Apache-2.0
import { Probe } from '../client/schema';
import { recognizers } from '../recognizers';
import { Target } from '../targets';

/** Another one has every repository read once more, as where more is told of what can be told. */
const VERSION = 'v2';

/** Equal for two polls between which nothing happened. @internal */
export function pollFingerprint(probe: Probe, { rule }: Target): string {
  const { nameWithOwner, defaultBranchRef } = probe;
  return [
    VERSION,
    nameWithOwner,
    defaultBranchRef?.name,
    defaultBranchRef?.target?.oid,
    ...recognizers[rule.recognize].fingerprint(probe),
  ].join(' ');
}
