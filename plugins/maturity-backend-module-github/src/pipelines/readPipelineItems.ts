// SPDX-License-Identifier: Apache-2.0
import {} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  ownPipelines,
  pipelinesFingerprint,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { readRepositoryPipelines } from './pipelines';
import { Details } from '../client/schema';
import { Job, Session } from '../Session';

/** Pipelines with their gates, handed over only when the files or the protection rules changed. @internal */
export function* readPipelineItems(
  session: Session,
  job: Job,
  details: Details,
): Iterable<CollectedItem> {
  const { target, state, probe, missing } = job;
  if (missing.has('workflows')) {
    return;
  }
  const { environments } = details;
  if (environments && environments.totalCount > environments.nodes.length) {
    job.notices.push(
      `Of ${environments.totalCount} environments the first ${environments.nodes.length} were read for gates.`,
    );
  }
  const { pipelines, problems } = readRepositoryPipelines({
    host: target.host,
    repository: `${target.host}/${target.owner}/${target.name}`,
    defaultBranch: probe.defaultBranchRef?.name,
    observedAt: session.context.now().toISOString(),
    tree: details.workflows,
    environments: environments?.nodes ?? [],
    custom: state.custom,
    recognition: session.context.recognition,
    gatesComplete:
      environments !== null &&
      environments !== undefined &&
      environments.totalCount <= environments.nodes.length,
  });
  job.notices.push(...problems);
  const fingerprint = pipelinesFingerprint(pipelines, target.entities);
  if (state.pipelines === fingerprint) {
    return;
  }
  state.pipelines = fingerprint;
  for (const entity of target.entities) {
    yield {
      kind: 'pipelines',
      entityRef: entity.entityRef,
      source: target.host,
      observedAt: session.context.now().toISOString(),
      pipelines: ownPipelines(entity, pipelines),
    };
  }
}
