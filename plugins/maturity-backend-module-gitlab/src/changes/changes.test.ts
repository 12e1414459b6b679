// SPDX-License-Identifier: Apache-2.0
import { deploymentOf, readWorld as read } from '../__testUtils__/collectAll';
import {
  commit,
  deployment,
  mergeRequest,
  project,
  sha,
} from '../__testUtils__/world';

describe('changes', () => {
  const merged = '2026-11-03T10:00:00.000Z';
  const at = (id: number, revision: string) =>
    deployment(
      {
        id,
        sha: sha(revision),
        created_at: `2026-11-0${id}T08:00:00.000Z`,
        updated_at: `2026-11-0${id}T09:00:00.000Z`,
      },
      { id, finished_at: `2026-11-0${id}T09:00:00.000Z` },
    );

  it('have the times of their merge requests, whichever way these were merged, and their marks', async () => {
    const sink = await read(
      project('acme/shop', {
        commits: [
          commit('squash', merged, ['merge']),
          commit('merge', '2026-11-03T09:00:00.000Z', ['base', 'b2']),
          commit('b2', '2026-11-02T00:00:00.000Z', ['b1']),
          commit('b1', '2026-11-01T00:00:00.000Z', ['base']),
          commit('base', '2026-10-01T00:00:00.000Z', []),
        ],
        mergeRequests: [
          mergeRequest({
            iid: 1,
            sha: sha('b2'),
            merge_commit_sha: sha('merge'),
            created_at: '2026-11-01T12:00:00.000Z',
            merged_at: '2026-11-03T09:00:00.000Z',
          }),
          mergeRequest({
            iid: 2,
            sha: sha('lost'),
            squash_commit_sha: sha('squash'),
            source_branch: 'hotfix/cart',
            created_at: '2026-11-02T12:00:00.000Z',
            merged_at: merged,
          }),
        ],
        deployments: [
          at(1, 'base'),
          at(3, 'merge'),
          at(4, 'squash'),
          at(5, 'base'),
        ],
      }),
    );
    const request = {
      openedAt: '2026-11-01T12:00:00.000Z',
      mergedAt: '2026-11-03T09:00:00.000Z',
    };
    expect(deploymentOf(sink, 3)).toMatchObject({
      hotfix: false,
      rollback: false,
      changes: [
        { committedAt: '2026-11-01T00:00:00.000Z', ...request },
        { committedAt: '2026-11-02T00:00:00.000Z', ...request },
        { committedAt: '2026-11-03T09:00:00.000Z', ...request },
      ],
    });
    expect(deploymentOf(sink, 4)).toMatchObject({
      hotfix: true,
      rollback: false,
      changes: [
        {
          // The squash hides the work; it was there when the request was opened.
          committedAt: '2026-11-02T12:00:00.000Z',
          openedAt: '2026-11-02T12:00:00.000Z',
          mergedAt: merged,
        },
      ],
    });
    expect(deploymentOf(sink, 5)).toMatchObject({
      rollback: true,
      changes: [],
    });
  });
});
