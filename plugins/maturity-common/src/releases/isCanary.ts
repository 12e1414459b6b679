// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '../records';

const CANARY = /canary|canaries/i;

/** Whether the environment or the job of a deployment calls itself a canary. @internal */
export function isCanary({
  environment,
  pipeline,
}: Pick<Deployment, 'environment' | 'pipeline'>): boolean {
  return (
    CANARY.test(environment) ||
    (pipeline?.job !== undefined && CANARY.test(pipeline.job))
  );
}
