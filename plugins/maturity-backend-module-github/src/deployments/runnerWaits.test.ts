// SPDX-License-Identifier: Apache-2.0
import { RunJob, WorkflowRun } from '../client/schema';
import { waitsOfJobs } from './readRunWaits';
import { describeBackfill, rangesSince, toRanges } from './runnerWaitBackfill';

const job = (parts: Partial<RunJob>): RunJob => ({
  name: 'deploy',
  status: 'completed',
  created_at: '2026-11-01T08:00:00Z',
  started_at: '2026-11-01T08:05:00Z',
  ...parts,
});
const NOBODY = {
  environment: 'production',
  gates: undefined,
  decisions: undefined,
};
const DECIDED = { ...NOBODY, decisions: { approvers: 1, rejected: false } };

describe('waitsOfJobs', () => {
  it.each<[string, RunJob[], typeof NOBODY | typeof DECIDED, object[]]>([
    ['a runner', [job({})], NOBODY, [{ kind: 'queue', gate: 'runner' }]],
    ['nothing', [job({ started_at: '2026-11-01T08:00:00Z' })], NOBODY, []],
    [
      'nobody yet known',
      [job({ started_at: null, status: 'queued' })],
      NOBODY,
      [],
    ],
    [
      'a decision that is still open',
      [job({ started_at: null, status: 'waiting' })],
      NOBODY,
      [{ kind: 'approval', gate: 'production' }],
    ],
    [
      'a decision, in the job that waited longest',
      [job({}), job({ started_at: '2026-11-01T09:00:00Z' })],
      DECIDED,
      [
        { kind: 'queue', gate: 'runner' },
        { kind: 'approval', decision: 'approved', approvers: 1 },
      ],
    ],
  ])('is for %s', (_name, jobs, context, expected) => {
    const waits = waitsOfJobs(jobs, context);
    expect(waits).toHaveLength(expected.length);
    expect(waits).toMatchObject(expected);
  });
});

describe('runs that are still to be asked', () => {
  const run = (created_at: string) => ({ created_at } as WorkflowRun);

  it('are remembered as one range', () => {
    expect(toRanges([])).toEqual([]);
    expect(
      toRanges([run('2026-11-02T08:00:00Z'), run('2026-11-01T08:00:00Z')]),
    ).toEqual([
      {
        from: '2026-11-01T08:00:00.000Z',
        until: '2026-11-02T08:00:00.000Z',
        count: 2,
      },
    ]);
  });

  it('are forgotten with the window, and told with their number', () => {
    const range = (until: string) => ({ from: until, until, count: 3 });
    const ranges = [range('2026-11-02'), range('2026-10-01')];
    expect(rangesSince(ranges, '2026-11-01')).toEqual([ranges[0]]);
    expect(describeBackfill(ranges)).toEqual([
      expect.stringContaining('6 deployments up to 2026-11-02'),
    ]);
    expect(describeBackfill([])).toEqual([]);
  });
});
