// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  collectAll,
  component,
  createCollector,
} from '../__testUtils__/collectAll';
import { questionOf } from '../__testUtils__/StandInHost';
import { useHost } from '../__testUtils__/useHost';
import { line, repository, sha } from '../__testUtils__/world';

const [A, B, C, D, X] = ['a', 'b', 'c', 'd', 'x'].map(sha);

jest.setTimeout(60_000);

function entity(name: string, paths?: string): Entity {
  const own = component(
    'acme/mono',
    paths ? { 'delivery-maturity.io/paths': paths } : {},
  );
  own.metadata.name = name;
  return own;
}

describe('a monorepo', () => {
  const host = useHost();

  it('gives each entity the changes that touch its paths', async () => {
    const hotfix = {
      createdAt: '2026-10-03T07:00:00Z',
      mergedAt: '2026-10-03T08:00:00Z',
      headRefName: 'hotfix/cart',
    };
    const commits = [
      ...line(
        { oid: A, touches: ['README.md'] },
        { oid: B, touches: ['services/shop/main.ts'] },
        { oid: C, touches: ['services/cart/main.ts'], pull: hotfix },
        {
          oid: D,
          touches: ['services/shop/b.ts', 'services/cart/b.ts'],
          pull: hotfix,
        },
      ),
      // On a release branch, of which nothing tells whose it is.
      {
        oid: X,
        committedDate: '2026-10-04T09:00:00Z',
        parents: [D],
        touches: ['services/cart/main.ts'],
      },
    ];
    host.add(
      repository('acme/mono', {
        commits,
        head: D,
        deployments: [A, D, X].map((commit, index) => ({
          id: index + 1,
          commit,
          createdAt: `2026-10-1${index}T10:00:00Z`,
          environment: 'production',
          statuses: [{ state: 'SUCCESS', at: `2026-10-1${index}T10:00:00Z` }],
        })),
      }),
    );
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities: [
        entity('shop', 'services/shop/**'),
        entity('cart', 'services/cart, libraries/*/src'),
        entity('whole'),
      ],
    });
    const changesOf = (name: string, id: number) => {
      const [record] = sink.records.get(
        `component:default/${name} deployment github.com deployment/${id}`,
      ) as { changes?: { revision: string }[]; hotfix?: boolean }[];
      return {
        revisions: record.changes?.map(({ revision }) => revision),
        hotfix: record.hotfix,
      };
    };
    expect(changesOf('shop', 2)).toEqual({ revisions: [B, D], hotfix: false });
    expect(changesOf('cart', 2)).toEqual({ revisions: [C, D], hotfix: true });
    expect(changesOf('whole', 2)).toEqual({
      revisions: [B, C, D],
      hotfix: false,
    });
    expect(changesOf('shop', 3).revisions).toEqual([X]);
    // All paths of the repository in one request.
    expect(
      host.requests.filter(request =>
        questionOf(request)?.query.startsWith('query Paths'),
      ),
    ).toHaveLength(1);
  });
});
