// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

// Only the fields that are used: a task also carries who asked and what they typed, and that stays where it is.

const instant = z.string().transform(value => new Date(value).toISOString());

/** One Scaffolder task. @internal */
export const taskSchema = z.object({
  id: z.string(),
  status: z.string(),
  createdAt: instant,
  spec: z.object({
    templateInfo: z
      .object({
        entityRef: z.string(),
        entity: z
          .object({
            metadata: z
              .object({
                annotations: z.record(z.string(), z.string()).optional(),
              })
              .optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});
/** @internal */
export type Task = z.output<typeof taskSchema>;

/** @internal */
export const taskPageSchema = z.object({ tasks: z.array(taskSchema) });

const outputSchema = z.object({
  entityRef: z.string().optional().catch(undefined),
  remoteUrl: z.string().optional().catch(undefined),
  repoContentsUrl: z.string().optional().catch(undefined),
  links: z
    .array(
      z.object({
        entityRef: z.string().optional(),
        url: z.string().optional(),
      }),
    )
    .optional()
    .catch(undefined),
});
/** @internal */
export type TaskOutput = z.output<typeof outputSchema>;

/** @internal */
export const taskEventsSchema = z.array(
  z.object({
    type: z.string(),
    createdAt: instant,
    body: z.object({ output: outputSchema.optional().catch(undefined) }),
  }),
);
/** @internal */
export type TaskEvent = z.output<typeof taskEventsSchema>[number];
