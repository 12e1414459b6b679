// SPDX-License-Identifier: Apache-2.0
import { Recognizer } from '@delivery-maturity/backstage-plugin-maturity-node';
import { RecognitionRule } from '../config';
import { ReadDeployment } from '../deployments/readDeployments';
import { Job, Project, Session } from '../Session';

/** Reads deployments page by page, oldest first where the first read takes long. @internal */
export type ReadDeployments = (
  session: Session,
  job: Job,
) => AsyncIterable<ReadDeployment[]>;

/** One way to tell a deployment at GitLab. @internal */
export type GitlabRecognizer = Recognizer<
  RecognitionRule,
  Project,
  ReadDeployments
>;
