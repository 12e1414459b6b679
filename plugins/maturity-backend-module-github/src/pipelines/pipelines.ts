// SPDX-License-Identifier: Apache-2.0
import {
  PipelineDefinition,
  PipelineFile,
  readPipelines,
  Recognition,
  sameEnvironment,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { placeGates } from '@delivery-maturity/backstage-plugin-maturity-node';
import { gateInventory } from '../gates/gates';
import { EnvironmentNode, Tree } from '../client/schema';

/** @internal */
export const WORKFLOW_FOLDER = '.github/workflows';

/** The workflow files of a folder. Files that GitHub cut off are left out: half a file would read as another. @internal */
export function workflowFiles(tree: Tree | null | undefined): PipelineFile[] {
  return (tree?.entries ?? []).flatMap(({ name, type, object }) => {
    const content = object?.text;
    if (type !== 'blob' || !/\.ya?ml$/.test(name) || !content) {
      return [];
    }
    return object.isTruncated
      ? []
      : [{ path: `${WORKFLOW_FOLDER}/${name}`, content }];
  });
}

/** The pipelines of a repository with the gates of its environments. @internal */
export function readRepositoryPipelines(options: {
  host: string;
  repository: string;
  defaultBranch?: string;
  observedAt: string;
  tree: Tree | null | undefined;
  environments: EnvironmentNode[];
  /** Apps that decide, by environment. */
  custom?: Record<string, string[]>;
  gatesComplete: boolean;
  recognition?: Partial<Recognition>;
}): { pipelines: PipelineDefinition[]; problems: string[] } {
  const { host, repository, observedAt, environments } = options;
  const header = { source: host, repository, observedAt };
  const read = readPipelines(
    'github',
    workflowFiles(options.tree),
    { ...header, defaultBranch: options.defaultBranch },
    { recognition: options.recognition },
  );
  return {
    pipelines: placeGates(
      read.pipelines,
      gateInventory(environments, options.custom),
      {
        complete: options.gatesComplete,
        header: { ...header, provider: 'github' },
        names: sameEnvironment,
      },
    ),
    problems: read.problems.map(
      ({ path, line, message }) =>
        `${path}${line === undefined ? '' : `:${line}`}: ${message}`,
    ),
  };
}
