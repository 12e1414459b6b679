// SPDX-License-Identifier: Apache-2.0
import { Recognition } from '../config';
import { deployments } from './deployments';
import { GithubRecognizer } from './GithubRecognizer';
import { releases } from './releases';
import { tags } from './tags';
import { workflowRuns } from './workflowRuns';

/** The ways to tell a deployment, by what a rule's `recognize` says. @internal */
export const recognizers: Record<Recognition, GithubRecognizer> = {
  deployments,
  'workflow-runs': workflowRuns,
  releases,
  tags,
};
