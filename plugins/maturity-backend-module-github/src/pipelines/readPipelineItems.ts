// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  pipelinesFingerprint,
  pipelinesItems,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Details } from '../client/schema';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { readRepositoryPipelines } from './pipelines';

/** What the workflow files and protection rules of a repository tell. @internal */
export interface PipelinesRead {
  items: CollectedItem[];
  /** What the pipelines were read from; to be remembered. */
  fingerprint?: string;
  notices: string[];
}

/** Pipelines with their gates, handed over only when the files or the protection rules changed. @internal */
export function readPipelineItems(
  { context }: GithubRun,
  { target, state, probe, refused }: RepositoryRead,
  { environments, workflows }: Details,
): PipelinesRead {
  if (refused.has('workflows')) {
    return { items: [], fingerprint: state.pipelines, notices: [] };
  }
  const observedAt = context.now().toISOString();
  const nodes = environments?.nodes ?? [];
  const total = environments?.totalCount ?? 0;
  const { pipelines, problems } = readRepositoryPipelines({
    host: target.host,
    repository: `${target.host}/${target.path}`,
    defaultBranch: probe.defaultBranchRef?.name,
    observedAt,
    tree: workflows,
    environments: nodes,
    custom: state.custom,
    recognition: context.recognition,
    gatesComplete: Boolean(environments) && total <= nodes.length,
  });
  const fingerprint = pipelinesFingerprint(pipelines, target.entities);
  return {
    items:
      state.pipelines === fingerprint
        ? []
        : pipelinesItems(target, pipelines, { observedAt }),
    fingerprint,
    notices: [
      ...(total > nodes.length
        ? [
            `Of ${total} environments the first ${nodes.length} were read for gates.`,
          ]
        : []),
      ...problems,
    ],
  };
}
