// SPDX-License-Identifier: Apache-2.0
import {
  daysAgo,
  deployment,
  hoursAgo,
  measureInput,
  provisioning,
  UNREACHED,
} from '../__testUtils__/records';
import { findMeasure } from './measures';
import { Measurement, MeasureInput } from './types';

const compute = (id: string, input: MeasureInput): Measurement =>
  findMeasure(id)!.compute(input);

describe('provisioning.service-time', () => {
  const id = 'provisioning.service-time';

  it('runs from the request to the first production deployment, within 365 days', () => {
    const provisionings = [
      provisioning(200 * 24, { firstDeploymentAt: hoursAgo(200 * 24 - 5) }),
    ];
    expect(compute(id, measureInput({ provisionings }))).toMatchObject({
      value: 5,
      n: 1,
      basis: 'measured',
      flags: [],
    });
    const old = [
      provisioning(366 * 24, { firstDeploymentAt: hoursAgo(365 * 24) }),
    ];
    expect(compute(id, measureInput({ provisionings: old }))).toMatchObject({
      status: 'no-data',
      cause: 'no-samples',
    });
  });

  it('counts the time so far where it is not finished', () => {
    expect(
      compute(id, measureInput({ provisionings: [provisioning(30)] })),
    ).toMatchObject({ value: 30, flags: ['censored'] });
  });

  it('sees the first deployment among the entity’s own', () => {
    expect(
      compute(
        id,
        measureInput({
          provisionings: [provisioning(30)],
          deployments: [
            deployment(27, { outcome: 'failed' }),
            deployment(26, { environment: 'staging' }),
            deployment(25),
            deployment(3),
          ],
        }),
      ),
    ).toMatchObject({ value: 5, flags: [] });
  });

  it('is inferred from the system, else from the owner', () => {
    const peer = (
      relation: 'system' | 'owner',
      ref: string,
      ...hours: number[]
    ) => ({
      relation,
      ref,
      provisionings: hours.map(took =>
        provisioning(500, { firstDeploymentAt: hoursAgo(500 - took) }),
      ),
    });
    const owner = peer('owner', 'group:default/payments', 100);
    const system = peer('system', 'system:default/checkout', 8, 2, 4);
    expect(
      compute(id, measureInput({}, { peers: [owner, system] })),
    ).toMatchObject({
      value: 4,
      n: 3,
      basis: 'inferred',
      inferredFrom: 'system:default/checkout',
    });
    expect(
      compute(
        id,
        measureInput({}, { peers: [owner, { ...system, provisionings: [] }] }),
      ),
    ).toMatchObject({ value: 100, inferredFrom: 'group:default/payments' });
  });

  it('is no data where no source reaches', () => {
    expect(compute(id, measureInput({}, { reach: UNREACHED }))).toMatchObject({
      status: 'no-data',
      cause: 'no-source',
    });
  });
});

describe('provisioning.environment-time', () => {
  it('takes the 90th percentile over environments only', () => {
    const environment = (took: number) =>
      provisioning(1000, {
        subject: 'environment',
        environment: 'preview',
        firstDeploymentAt: hoursAgo(1000 - took),
      });
    const result = compute(
      'provisioning.environment-time',
      measureInput({
        provisionings: [
          environment(1),
          environment(2),
          environment(11),
          provisioning(999),
        ],
      }),
    );
    // Ranks 0..2, rank 1.8: 2 + 0.8 × 9.
    expect(result).toMatchObject({ n: 3, flags: [], basis: 'measured' });
    expect(result.status === 'data' && result.value).toBeCloseTo(9.2, 10);
  });
});

describe('provisioning.self-service', () => {
  it('counts requests by template or API, and what the source says itself', () => {
    const provisionings = [
      provisioning(10),
      provisioning(20, { requestBasis: 'api' }),
      provisioning(30, { requestBasis: 'ticket' }),
      provisioning(40, { requestBasis: 'ticket', selfService: true }),
      provisioning(100 * 24, { requestBasis: 'ticket' }),
    ];
    expect(
      compute('provisioning.self-service', measureInput({ provisionings })),
    ).toMatchObject({ value: 0.75, n: 4, freshest: daysAgo(10 / 24) });
  });
});
