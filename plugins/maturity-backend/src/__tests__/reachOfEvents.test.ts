// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { reasonForReach } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  component,
  createTestCore,
  daysAgo,
} from '../__testUtils__/createTestCore';
import { scorecardOf, SHOP } from '../__testUtils__/readStored';
import { loadBatch } from '../evaluate/loadBatch';

jest.setTimeout(60_000);

interface Told {
  type: string;
  at: string;
  subject?: string;
  chain?: string;
  content?: object;
}

function event({ type, at, subject = 'shop', chain, content }: Told) {
  const [subjectType] = type.split('.');
  const version =
    subjectType === 'approval'
      ? { specversion: '0.6.0-draft' }
      : { version: '0.4.1' };
  return {
    context: {
      ...version,
      id: `${type} ${at}`,
      source: 'https://jenkins.acme.example',
      type: `dev.cdevents.${type}.0.2.0`,
      timestamp: at,
      ...(chain && { chainId: chain }),
    },
    subject: {
      id: subject,
      type: subjectType,
      content: { environment: { id: 'production' }, ...content },
    },
    customData: { repository: 'github.com/acme/shop' },
  };
}

function deployed(days: number, chain?: string) {
  return event({
    type: 'service.deployed',
    at: daysAgo(days),
    chain,
    content: { artifactId: `pkg:oci/shop@2.0.${days}` },
  });
}

/** Asked for an approval 26 h before a deployment, which was given 2 h before it. */
function approvedAndDeployed(days: number) {
  const chain = `a${days}`;
  const common = { subject: chain, chain };
  return [
    event({ type: 'approval.created', at: daysAgo(days, 26), ...common }),
    event({
      type: 'approval.closed',
      at: daysAgo(days, 2),
      ...common,
      content: { decision: 'approved' },
    }),
    deployed(days, chain),
  ];
}

describe('an entity that is fed by CDEvents alone', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'has no data of approvals until events told one, and has from then on, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
        config: { ingest: { cdeventsDrafts: true } },
      });
      await core.syncCatalog();
      const send = async (events: object[]) => {
        await core.ingest.ingestCdevents(events);
        await core.settle();
      };
      const bottlenecks = async () => {
        const { checks, level } = (await scorecardOf(knex)).dimensions.find(
          ({ dimensionId }) => dimensionId === 'approval-bottlenecks',
        )!;
        const of = (checkId: string) =>
          checks.find(check => check.checkId === checkId)!;
        return { of, level };
      };
      const approvalReach = async () => {
        const loaded = await loadBatch(knex, {
          entityRefs: [SHOP],
          from: new Date(daysAgo(90)),
          sources: [],
        });
        return loaded.get(SHOP)!.reach['waits.approval'];
      };

      await send([20, 16, 12, 9, 7, 5].map(days => deployed(days)));
      const before = await bottlenecks();
      expect(before.level).toBeUndefined();
      expect(before.of('approval-wait')).toMatchObject({
        outcome: 'no-data',
        cause: 'no-source',
        reason: reasonForReach('waits.approval'),
      });
      expect(before.of('approval-gates')).toMatchObject({
        outcome: 'no-data',
        reason: reasonForReach('gates'),
      });
      expect(await approvalReach()).toBeUndefined();

      await send([3, 2, 1].flatMap(approvedAndDeployed));
      expect(await approvalReach()).toBe(daysAgo(3, 26));
      const after = await bottlenecks();
      expect(after.of('approval-wait')).toMatchObject({ value: 24 });
      expect(after.of('approval-gates')).toMatchObject({
        value: 1,
        basis: 'inferred',
      });
      const then = await core.evaluation.evaluateAt(SHOP, {
        asOf: daysAgo(4, 6),
      });
      expect(
        then!.dimensions
          .flatMap(({ checks }) => checks)
          .find(({ checkId }) => checkId === 'approval-wait'),
      ).toMatchObject({ outcome: 'no-data' });

      await knex('maturity_records').delete();
      expect(await approvalReach()).toBe(daysAgo(3, 26));
    },
  );
});
