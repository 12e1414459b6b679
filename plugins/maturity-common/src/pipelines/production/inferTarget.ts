// SPDX-License-Identifier: Apache-2.0
import { Tier, tierOfWords } from '../../records';

/** A name that tells a tier, as it is found in a text. @internal */
export interface InferredTarget {
  name: string;
  tier: Tier;
}

const MAX_NAME = 100;

/** The shortest part of a text that tells the same tier as all of it. */
function tellingPart(text: string, tier: Tier): string {
  const parts = text.split(/[\s"'`=:,;()[\]{}|&<>]+/).filter(Boolean);
  const telling = parts.filter(part => tierOfWords(part) === tier);
  return (telling[telling.length - 1] ?? text).slice(0, MAX_NAME);
}

/**
 * The first text that names a tier, for a job that deploys without an environment: the deploying step's name and
 * command, then the job's name, its file's, and so on. Undefined where none does.
 *
 * @internal
 */
export function inferTarget(
  texts: readonly string[],
  isNoise: (tier: Tier) => boolean = () => false,
): InferredTarget | undefined {
  for (const text of texts) {
    const tier = tierOfWords(text);
    if (tier !== undefined && tier !== 'other' && !isNoise(tier)) {
      return { name: tellingPart(text, tier), tier };
    }
  }
  return undefined;
}
