// SPDX-License-Identifier: Apache-2.0
import {
  approval,
  daysAgo,
  deployment,
  hoursAgo,
  measureInput,
  NOW,
  provisioning,
} from '../__testUtils__/records';
import { findMeasure } from './measures';
import { Measurement, MeasureInput } from './types';

const compute = (id: string, input: MeasureInput): Measurement =>
  findMeasure(id)!.compute(input);
const later = (instant: string, milliseconds: number) =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

describe('a window', () => {
  const endedAt = (finishedAt: string) =>
    deployment(0, { finishedAt, requestedAt: daysAgo(100) });

  it.each([
    ['at its start', daysAgo(90), 0],
    ['right after its start', later(daysAgo(90), 1), 1],
    ['now', NOW, 1],
    ['in a moment', later(NOW, 1), 0],
  ])('holds what ended %s', (_, finishedAt, count) => {
    const result = compute(
      'deployment.frequency',
      measureInput({ deployments: [endedAt(finishedAt)] }),
    );
    expect(result).toMatchObject({ value: count / (90 / 7) });
  });

  it('of a year holds requests of its last 365 days, the first instant left out', () => {
    const at = (hours: number) =>
      compute(
        'provisioning.service-time',
        measureInput({
          provisionings: [
            provisioning(hours, { firstDeploymentAt: hoursAgo(hours - 2) }),
          ],
        }),
      );
    expect(at(365 * 24)).toMatchObject({ status: 'no-data' });
    expect(at(365 * 24 - 1)).toMatchObject({ value: 2 });
  });
});

describe('an approval', () => {
  it.each([
    [59, 1],
    [60, 0],
  ])('of %d s is a rubber stamp: %d', (seconds, value) => {
    const deployments = Array.from({ length: 20 }, (_, index) =>
      deployment(index + 1, {
        waits: [approval(index + 1 + seconds / 3600, index + 1)],
      }),
    );
    expect(
      compute('approval.rubber-stamp', measureInput({ deployments })),
    ).toMatchObject({ value, n: 20 });
  });
});

describe('an incident', () => {
  const incident = (hours: number) => ({
    source: 'pager',
    id: String(hours),
    observedAt: hoursAgo(hours),
    openedAt: hoursAgo(hours),
  });

  it('is followed by one deployment, which did not end as it was opened', () => {
    const result = compute(
      'deployment.rework-rate',
      measureInput({
        deployments: [
          deployment(10),
          deployment(8),
          deployment(6),
          deployment(4),
        ],
        // Two incidents before the one deployment that follows both, and one that nothing follows yet.
        incidents: [incident(10), incident(9), incident(4)],
      }),
    );
    expect(result).toMatchObject({ value: 0.25, n: 4 });
  });
});

describe('a rollback', () => {
  it('that another rollback follows is no failed change', () => {
    const result = compute(
      'deployment.change-fail-rate',
      measureInput({
        deployments: [
          deployment(10),
          deployment(8, { rollback: true }),
          deployment(6, { rollback: true }),
        ],
      }),
    );
    expect(result).toMatchObject({ value: 1 / 3, n: 3 });
  });
});
