// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
} from '../__testUtils__/collectAll';
import { StandInHost } from '../__testUtils__/StandInHost';
import {
  commit,
  deployment,
  mergeRequest,
  project,
  sha,
} from '../__testUtils__/world';

const at = (day: number) => `2026-11-0${day}T08:00:00.000Z`;
const change = (name: string, day: number, parent: string, touches: string[]) =>
  commit(name, at(day), parent ? [parent] : [], { touches });

function entity(name: string, paths?: string) {
  const own = component(
    'acme/mono',
    paths ? { 'delivery-maturity.io/paths': paths } : {},
  );
  return { ...own, metadata: { ...own.metadata, name } };
}

/** Deploys revisions one after the other, and reads the changes of the last of them. */
async function read(revisions: string[]) {
  const host = await new StandInHost([
    project('acme/mono', {
      commits: [
        change('d', 4, 'c', ['services/shop/b.ts', 'services/cart/b.ts']),
        change('c', 3, 'b', ['services/cart/main.ts']),
        change('b', 2, 'a', ['services/shop/main.ts']),
        change('a', 1, '', ['README.md']),
      ],
      mergeRequests: [
        mergeRequest({
          source_branch: 'hotfix/cart',
          merge_commit_sha: sha('c'),
          created_at: at(3),
          merged_at: at(3),
          updated_at: at(3),
        }),
      ],
      deployments: revisions.map((revision, index) => {
        const time = `2026-11-1${index}T10:00:00.000Z`;
        return deployment(
          { id: index + 1, sha: sha(revision), created_at: time },
          { id: index + 1, started_at: time, finished_at: time },
        );
      }),
    }),
  ]).start();
  const sink = await collectAll({
    collector: createCollector(host.url),
    entities: [
      entity('shop', 'services/shop/**'),
      entity('cart', 'services/cart, libraries/*/src'),
      entity('whole'),
    ],
  });
  await host.stop();
  const changesOf = (name: string, id: number) => {
    const found = sink
      .deployments()
      .find(
        one =>
          one.entityRef === `component:default/${name}` &&
          one.id === `deployment/${id}`,
      )!;
    return [found.changes?.map(({ revision }) => revision), found.hotfix];
  };
  return { changesOf };
}

describe('an entity of a monorepo', () => {
  it('has the changes and the hotfix marks of its own paths, in a single step', async () => {
    const { changesOf } = await read(['a', 'd']);
    expect(changesOf('shop', 2)).toEqual([[sha('b'), sha('d')], false]);
    // One hotfix among other changes makes no hotfix of them all.
    expect(changesOf('cart', 2)).toEqual([[sha('c'), sha('d')], false]);
    expect(changesOf('whole', 2)).toEqual([
      [sha('b'), sha('c'), sha('d')],
      false,
    ]);
  });

  it('has them in a first read of many steps, too', async () => {
    const { changesOf } = await read(['a', 'b', 'c', 'd']);
    expect(changesOf('shop', 2)).toEqual([[sha('b')], false]);
    expect(changesOf('shop', 3)).toEqual([[], false]);
    expect(changesOf('cart', 3)).toEqual([[sha('c')], true]);
    expect(changesOf('cart', 4)).toEqual([[sha('d')], false]);
  });
});
