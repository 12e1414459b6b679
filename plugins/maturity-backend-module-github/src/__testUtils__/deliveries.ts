// SPDX-License-Identifier: Apache-2.0
import { sha, line, WorldDeployment, WorldRun } from './world';

/** Four commits in a line, of the first days of October. */
export const COMMITS = line(
  ...['a', 'b', 'c', 'd'].map(oid => ({ oid: sha(oid) })),
);
export const [A, B, C, D] = COMMITS.map(({ oid }) => oid);
export const DEPLOY = '.github/workflows/deploy.yml';

/** A production deployment; statuses are `[state, time]`. */
export function deployment(
  id: number,
  commit: string,
  createdAt: string,
  ...statuses: [state: string, at: string][]
): WorldDeployment {
  return {
    id,
    commit,
    createdAt,
    environment: 'production',
    runId: id,
    statuses: statuses.map(([state, at]) => ({ state, at })),
  };
}

/** A production deployment that was live at once on a day of October, and not by Actions. */
export function live(
  id: number,
  commit: string,
  day: number,
  parts: Partial<WorldDeployment> = {},
): WorldDeployment {
  const at = `2026-10-${day}T10:00:00Z`;
  return {
    id,
    commit,
    createdAt: at,
    environment: 'production',
    statuses: [{ state: 'SUCCESS', at }],
    ...parts,
  };
}

/** A run of the deploying workflow that succeeded on a day of October. */
export function run(
  id: number,
  headSha: string,
  parts: Partial<WorldRun> = {},
): WorldRun {
  return {
    id,
    headSha,
    workflowId: 1,
    path: DEPLOY,
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    createdAt: '2026-10-10T08:00:00Z',
    updatedAt: '2026-10-10T09:00:00Z',
    ...parts,
  };
}
