// SPDX-License-Identifier: Apache-2.0
import {
  ConfiguredSource,
  REACH_KINDS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';

const schema = z.object({
  source: z.string().trim().min(1),
  reach: z.array(z.enum(REACH_KINDS)).optional(),
  environment: z.string().trim().min(1).optional(),
});

/** Reads `maturity.sources`; what is wrong is added to `problems`, a sentence each. @internal */
export function readConfiguredSources(
  given: unknown,
  problems: string[],
): ConfiguredSource[] {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    problems.push("'maturity.sources' must be a list of sources.");
    return [];
  }
  return given.flatMap((item, index): ConfiguredSource[] => {
    const parsed = schema.safeParse(item);
    if (parsed.success) {
      return [parsed.data];
    }
    problems.push(
      ...parsed.error.issues.map(
        ({ path, message }) =>
          `'${[`maturity.sources[${index}]`, ...path].join(
            '.',
          )}' is wrong: ${message}.`,
      ),
    );
    return [];
  });
}
