// SPDX-License-Identifier: Apache-2.0
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  CollectorRegistration,
  maturityCollectorsExtensionPoint,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { JsonObject } from '@backstage/types';
import { maturityModuleGitlab } from './module';

async function register(gitlab: JsonObject) {
  const registrations: CollectorRegistration[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        maturityCollectorsExtensionPoint,
        { addCollector: (...added) => registrations.push(...added) },
      ],
    ],
    features: [
      maturityModuleGitlab,
      mockServices.rootConfig.factory({
        data: { maturity: { collectors: { gitlab } } },
      }),
    ],
  });
  await backend.stop();
  return registrations;
}

describe('the module', () => {
  it('registers the collector with its schedule and depth', async () => {
    expect(await register({ backfill: 'P30D' })).toMatchObject([
      {
        collector: { id: 'gitlab', title: 'GitLab' },
        schedule: { frequency: { minutes: 15 } },
        backfill: { days: 30 },
      },
    ]);
  });

  it('refuses options that mean nothing, and says what to write', async () => {
    await expect(register({ budgetShare: 2 })).rejects.toThrow(
      "'maturity.collectors.gitlab.budgetShare' is '2'. Set it to a number above 0 and up to 1",
    );
    await expect(register({ backfill: 'half a year' })).rejects.toThrow(
      `'maturity.collectors.gitlab.backfill' is "half a year", which is no duration. Write for example 'P180D' or { days: 180 }.`,
    );
  });
});
