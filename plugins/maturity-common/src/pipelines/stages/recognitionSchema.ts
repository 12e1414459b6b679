// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { safetySchema, stageSchema } from '../../records';

const text = z.string().trim().min(1).max(256);

const standsFor = {
  stages: z.array(stageSchema).optional(),
  safety: z.array(safetySchema).optional(),
  approval: z.boolean().optional(),
};

function isExpression(source: string): boolean {
  try {
    return Boolean(new RegExp(source));
  } catch {
    // Told to the operator by the schema.
    return false;
  }
}

/**
 * An organization's own additions to the table that stages are found by, as an operator writes them.
 *
 * @public
 */
export const recognitionSchema = z.strictObject({
  actions: z
    .array(
      z.strictObject({ action: text, input: text.optional(), ...standsFor }),
    )
    .optional()
    .describe('Actions, components and images; `*` matches anything'),
  commands: z
    .array(
      z.strictObject({
        command: text.refine(isExpression, {
          error: 'is not a valid regular expression',
        }),
        ...standsFor,
      }),
    )
    .optional()
    .describe('Regular expressions, searched for in each line of a script'),
  names: z
    .array(
      z.strictObject({
        name: text.refine(isExpression, {
          error: 'is not a valid regular expression',
        }),
        where: z.enum(['job', 'any']).default('job'),
        ...standsFor,
      }),
    )
    .optional()
    .describe('Words of job names, or also of step names'),
  includes: z
    .array(z.strictObject({ include: text, ...standsFor }))
    .optional()
    .describe('GitLab templates and components; `*` matches anything'),
});
