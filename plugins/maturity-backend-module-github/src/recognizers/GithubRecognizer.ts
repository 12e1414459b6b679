// SPDX-License-Identifier: Apache-2.0
import { Recognizer } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Probe } from '../client/schema';
import { RecognitionRule } from '../config';
import { ReadDeployments } from '../deployments/DeploymentsRead';

/** One way to tell a deployment at GitHub. @internal */
export type GithubRecognizer = Recognizer<
  RecognitionRule,
  Probe,
  ReadDeployments
>;
