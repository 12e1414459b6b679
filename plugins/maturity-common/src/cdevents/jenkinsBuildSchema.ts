// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const word = z.string().trim().min(1).max(2048).optional().catch(undefined);

/** What the CDEvents plugin of Jenkins tells of a build in its custom data. @internal */
export const jenkinsBuildSchema = z
  .looseObject({
    queueId: z.number().int().optional().catch(undefined),
    fullUrl: word,
    status: word,
    scmState: z
      .looseObject({ url: word, commit: word })
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);
