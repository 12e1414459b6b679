// SPDX-License-Identifier: Apache-2.0
import { Provisioning } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  FirstSteps,
  provisioningOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Probe } from '../client/schema';
import { READ_OBSERVATION } from '../deployments/toDeployment';
import { Target } from '../targets';

/** The creation of a repository as a request for its service. @internal */
export function toProvisioning(
  { id, createdAt, url }: Pick<Probe, 'id' | 'createdAt' | 'url'>,
  { host, path }: Target,
  steps: FirstSteps,
): Provisioning {
  return provisioningOf(
    {
      source: host,
      id,
      repository: `${host}/${path}`,
      createdAt: new Date(createdAt).toISOString(),
      url,
      observation: READ_OBSERVATION,
    },
    steps,
  );
}
