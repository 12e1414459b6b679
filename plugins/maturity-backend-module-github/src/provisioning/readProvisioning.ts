// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  ProviderNotFoundError,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  firstProduction,
  readFirstGreenBuild,
  toProvisioning,
} from './provisioning';
import { ReadDeployments } from '../recognizers/deployments';
import { Job, Session } from '../Session';

/** Provisioning of repositories that were created in the time that is read; of older ones the beginning is unknown. @internal */
export async function* readProvisioning(
  session: Session,
  job: Job,
  read: ReadDeployments,
): AsyncIterable<CollectedItem> {
  const { probe, state, target } = job;
  if (new Date(probe.createdAt).toISOString() < session.since) {
    return;
  }
  state.firstDeploymentAt ??= firstProduction(read.known);
  if (!state.firstGreenBuildAt && !job.missing.has('runs')) {
    try {
      const found = await readFirstGreenBuild(session.client, target, {
        createdAt: probe.createdAt,
        now: session.context.now(),
      });
      state.firstGreenBuildAt = found.at;
      state.greenEtag = found.etag;
    } catch (error) {
      if (
        !(error instanceof ProviderPermissionError) &&
        !(error instanceof ProviderNotFoundError)
      ) {
        throw error;
      }
      job.missing.set('runs', error.message);
    }
  }
  const record = toProvisioning(probe, target, {
    ...(state.firstGreenBuildAt && {
      firstGreenBuildAt: state.firstGreenBuildAt,
    }),
    ...(state.firstDeploymentAt && {
      firstDeploymentAt: state.firstDeploymentAt,
    }),
  });
  for (const { entityRef } of target.entities) {
    yield {
      kind: 'record',
      entityRef,
      item: { type: 'provisioning', record: { ...record, entityRef } },
    };
  }
}
