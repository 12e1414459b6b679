// SPDX-License-Identifier: Apache-2.0
import { Recognition } from '../config';
import { deployments } from './deployments';
import { GitlabRecognizer } from './GitlabRecognizer';
import { pipelineJobs } from './pipelineJobs';
import { releases } from './releases';
import { tags } from './tags';

/** The ways to tell a deployment, by what a rule's `recognize` says. @internal */
export const recognizers: Record<Recognition, GitlabRecognizer> = {
  deployments,
  pipelines: pipelineJobs,
  releases,
  tags,
};
