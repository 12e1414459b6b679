// SPDX-License-Identifier: Apache-2.0
import { deploymentSchema } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DAY } from './courses';
import { deploymentAt, deploymentsBetween } from './deployments';
import { services } from './organization';
import { pastSituations } from './stories';

const epoch = Date.parse('2026-11-20T12:00:00Z');
const situations = pastSituations(services, epoch);
const told = (name: string, from: number, to: number) => {
  const service = services.find(candidate => candidate.name === name)!;
  return deploymentsBetween(service, situations[name] ?? [], epoch, from, to);
};

describe('deployments of the example organization', () => {
  it('are valid records, the same whenever they are told', () => {
    for (const service of services) {
      const once = told(service.name, epoch - 60 * DAY, epoch);
      expect(told(service.name, epoch - 60 * DAY, epoch)).toEqual(once);
      for (const deployment of once) {
        expect(() => deploymentSchema.parse(deployment)).not.toThrow();
      }
    }
  });

  it('end the same when told in pieces', () => {
    const middle = epoch - 7.3 * DAY;
    const finished = (items: ReturnType<typeof told>) =>
      Object.fromEntries(
        items
          .filter(item => item.finishedAt)
          .map(item => [item.id, item.finishedAt]),
      );
    const whole = finished(told('checkout-api', epoch - 30 * DAY, epoch));
    const pieces = {
      ...finished(told('checkout-api', epoch - 30 * DAY, middle)),
      ...finished(told('checkout-api', middle, epoch)),
    };
    expect(pieces).toEqual(whole);
    expect(Object.keys(whole).length).toBeGreaterThan(5);
  });

  it('stop waiting at a gate that was removed', () => {
    const gates = (from: number, to: number) =>
      new Set(
        told('order-service', from, to).flatMap(deployment =>
          deployment
            .waits!.filter(wait => wait.kind === 'approval')
            .map(wait => wait.gate),
        ),
      );
    expect(gates(epoch - 180 * DAY, epoch - 75 * DAY)).toEqual(
      new Set(['prod-approval']),
    );
    expect(gates(epoch - 60 * DAY, epoch)).toEqual(new Set());
  });

  it('can end at a given instant', () => {
    const service = services.find(({ name }) => name === 'promotions')!;
    const deployment = deploymentAt(service, [], epoch, epoch);
    expect(deployment.finishedAt).toBe('2026-11-20T12:00:00.000Z');
    expect(deployment.waits!.every(wait => Date.parse(wait.from) < epoch)).toBe(
      true,
    );
  });
});
