// SPDX-License-Identifier: Apache-2.0
import { LogEvent, ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { z } from 'zod';
import { taskEventsSchema, taskSchema } from './schema';

/** Whether a schema of ours takes all that a type of the Scaffolder's says may come. */
type Reads<
  Schema extends z.ZodType,
  Response,
> = Response extends z.input<Schema> ? true : false;

type Event = z.input<typeof taskEventsSchema>[number];

// Types: what is wrong here does not compile. The output of a task is whatever its template says; what is not of the
// usual shape is taken for nothing.
const RESPONSES: Record<string, true> = {
  task: true satisfies Reads<typeof taskSchema, ScaffolderTask>,
  event: true satisfies Omit<LogEvent, 'body'> extends Omit<Event, 'body'>
    ? true
    : false,
};

describe('the contract with the Scaffolder', () => {
  it('is to read every task and event that its own types say may come', () => {
    expect(Object.values(RESPONSES)).toEqual([true, true]);
  });
});
