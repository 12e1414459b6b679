// SPDX-License-Identifier: Apache-2.0
import {
  differences,
  SeenRequest,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { JsonObject } from '@backstage/types';
import { component } from './__testUtils__/collectAll';
import { add, read, REF } from './__testUtils__/readShop';
import { questionOf } from './__testUtils__/StandInHost';
import { useHost } from './__testUtils__/useHost';
import { line, sha } from './__testUtils__/world';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

const BAD_GATEWAY = { status: 502, body: { message: 'Bad gateway' } };
const at = (hour: number) =>
  new Date(Date.parse('2026-11-01T00:00:00Z') + hour * 3_600_000).toISOString();
const COMMITS = line(
  ...Array.from({ length: 130 }, (_, index) => ({
    oid: sha(`c${index}`),
    committedDate: at(index - 1),
    touches: [index % 2 ? 'src/index.ts' : 'README.md'],
  })),
);
const MANY = Array.from({ length: 120 }, (_, index) => index + 1);

/** Whether a query asks for pages of more than so many. */
function asksForMore(request: SeenRequest, page: RegExp, most: number) {
  const pages = questionOf(request)?.query.matchAll(page) ?? [];
  return [...pages].some(([, first]) => Number(first) > most);
}

describe('what is too much for the host at once', () => {
  const host = useHost();
  beforeEach(() => {
    add(host, {
      commits: COMMITS,
      files: {},
      deployments: MANY.map(id => ({
        id,
        commit: COMMITS[id].oid,
        createdAt: at(id),
        environment: 'production',
        statuses: [{ state: 'SUCCESS', at: at(id) }],
      })),
      releases: MANY.map(id => ({
        id,
        tag: `v1.${id}.0`,
        commit: COMMITS[id].oid,
        createdAt: at(id),
        publishedAt: at(id),
      })),
      tags: MANY.map(id => ({
        name: `v1.${id}.0`,
        commit: COMMITS[id].oid,
        taggedAt: at(id),
      })).reverse(),
    });
  });

  it.each<[string, RegExp, JsonObject | undefined, string | undefined]>([
    ['commits', /[^:] history\(first: (\d+)/g, undefined, undefined],
    ['commits of paths', /\w: history\(first: (\d+)/g, undefined, 'src/**'],
    ['deployments', / deployments\(first: (\d+)/g, undefined, undefined],
    ['releases', / releases\(first: (\d+)/g, { recognize: 'releases' }, ''],
    ['tags', /refs\/tags\/", first: (\d+)/g, { recognize: 'tags' }, ''],
  ])(
    'is asked for in smaller pages: %s',
    async (_name, pattern, rule, paths) => {
      const options = {
        config: { ...(rule && { deployments: [rule] }) },
        entities: [
          component('acme/shop', {
            ...(paths && { 'delivery-maturity.io/paths': paths }),
          }),
        ],
      };
      const sound = await read(host, options);
      host.requests.length = 0;
      let refused = 0;
      host.fault = request => {
        const isHeavy = asksForMore(request, pattern, 25);
        refused += Number(isHeavy);
        return isHeavy ? BAD_GATEWAY : undefined;
      };
      const sink = await read(host, options);
      expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
      expect(sink.deployments()).toHaveLength(MANY.length);
      expect(differences(sink.records, sound.records)).toEqual([]);
      // Two sizes, each tried four times; of deployments the first page is learned apart from those to come.
      expect(refused).toBeLessThanOrEqual(16);
    },
  );

  it('leaves its neighbors to be read as ever, and is stale in the words of the host where even little is too much', async () => {
    add(host, { commits: COMMITS }, 'acme/well');
    host.fault = request =>
      asksForMore(request, /history\(first: (\d+)/g, 0) &&
      JSON.stringify(questionOf(request)?.variables).includes('"shop"')
        ? BAD_GATEWAY
        : undefined;
    const sink = await read(host, {
      entities: [component('acme/shop'), component('acme/well')],
    });
    expect(sink.statuses.get(REF)).toMatchObject({
      state: 'stale',
      message: expect.stringContaining('Bad gateway'),
    });
    expect(sink.statuses.get('component:default/well')).toMatchObject({
      state: 'ok',
    });
    expect(host.requests.length).toBeLessThan(50);
  });

  it('is told from a host that is down, which is asked no more after a few requests', async () => {
    const slugs = Array.from({ length: 100 }, (_, index) => `acme/r${index}`);
    slugs.forEach(slug => add(host, { commits: COMMITS }, slug));
    const down = host.requests.length;
    host.fault = () => BAD_GATEWAY;
    const sink = await read(host, {
      entities: slugs.map(slug => component(slug)),
    });
    expect([...sink.statuses.values()].map(({ state }) => state)).toEqual(
      slugs.map(() => 'stale'),
    );
    expect(host.requests.length - down).toBeLessThanOrEqual(8);
  });
});
