// SPDX-License-Identifier: Apache-2.0
import { Refusals } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Deployed, TargetState } from '../poll/state';
import {
  DatedDeployment,
  DeploymentsRead,
  toDeployed,
} from './DeploymentsRead';

/** What was read where GitHub's Deployments API is not what tells deployments. @internal */
export interface FoundDeployments {
  /** New or moved on. */
  read: DatedDeployment[];
  /** Read whole before; the new ones are compared with them. */
  context: DatedDeployment[];
  open: TargetState['open'];
}

/** What was found, with what is remembered. @internal */
export function summarizeDeployments(
  { read, context, open }: FoundDeployments,
  known: {
    state: Pick<TargetState, 'live' | 'top'>;
    since: string;
    refused: Refusals;
  },
): DeploymentsRead {
  const { state, since, refused } = known;
  const dated = [...context, ...read].map(toDeployed);
  const records = read
    .map(({ deployment }) => deployment)
    .filter(deployment => placeOf(deployment) >= since);
  const byId = new Map(
    [...state.live, ...dated].map(deployed => [deployed.id, deployed]),
  );
  return {
    records,
    known: [...byId.values()],
    wanted: new Set(records.map(({ id }) => id)),
    open,
    top: [state.top ?? since, ...dated.map(placeOf)].sort().reverse()[0],
    refused,
    learned: {},
  };
}

/** When a deployment took its place among the others. */
function placeOf(deployed: Pick<Deployed, 'finishedAt' | 'requestedAt'>) {
  return deployed.finishedAt ?? deployed.requestedAt ?? '';
}
