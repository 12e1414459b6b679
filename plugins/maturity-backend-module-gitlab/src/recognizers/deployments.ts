// SPDX-License-Identifier: Apache-2.0
import {
  listPatterns,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { readDeployments } from '../deployments/readDeployments';
import { GitlabRecognizer } from './GitlabRecognizer';

/** GitLab's own records of deployments. @internal */
export const deployments: GitlabRecognizer = {
  idPrefix: 'deployment/',
  describe: ({ environments }) =>
    environments.length > 0
      ? `GitLab's deployments to ${listPatterns(environments)}`
      : "GitLab's deployments",
  // The pipelines that a poll shows tell of them, and the last deployments of each environment.
  fingerprint: () => [],
  matches: ({ environment }, { environments }) =>
    environments.length === 0 || matchesAny(environment, environments),
  read: readDeployments,
};
