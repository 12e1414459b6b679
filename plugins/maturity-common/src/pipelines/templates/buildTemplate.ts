// SPDX-License-Identifier: Apache-2.0
import { SafetyDefault, Stage } from '../../records';
import { normalizeRepository } from '../../matching/normalizeRepository';
import { Recognition } from '../stages/recognition';
import {
  PipelineFile,
  PipelineFileProblem,
  Template,
  TemplateSnapshot,
} from '../types';
import { readTemplateFilesWithProblems } from './readTemplateFiles';

/** A golden path as declared, with its files as they are. @public */
export interface TemplateDeclaration {
  id: string;
  title?: string;
  provider: 'github' | 'gitlab';
  repository: string;
  paths: string[];
  defaultBranch?: string;
  versions: {
    name: string;
    revision: string;
    releasedAt?: string;
    files?: PipelineFile[];
  }[];
  snapshots?: {
    revision: string;
    ancestorRelease?: string;
    files: PipelineFile[];
  }[];
  stages?: Stage[];
  safety?: SafetyDefault[];
}

/** @public */
export interface BuildTemplateResult {
  template: Template;
  problems: PipelineFileProblem[];
}

/**
 * Reads a declared golden path. Files that cannot be read are reported, the others are kept; versions without
 * files fall back on the declared stages.
 *
 * @public
 */
export function buildTemplate(
  declaration: TemplateDeclaration,
  options: { recognition?: Partial<Recognition> } = {},
): BuildTemplateResult {
  const { id, title, provider, defaultBranch, stages, safety } = declaration;
  const repository =
    normalizeRepository(declaration.repository) ??
    declaration.repository.trim();
  const problems: PipelineFileProblem[] = [];
  const snapshots = new Map<string, TemplateSnapshot>();
  const add = (
    revision: string,
    files: PipelineFile[],
    ancestorRelease?: string,
  ) => {
    const read = readTemplateFilesWithProblems(provider, files, {
      repository,
      recognition: options.recognition,
    });
    problems.push(...read.problems);
    const known = snapshots.get(revision);
    const release = ancestorRelease ?? known?.ancestorRelease;
    snapshots.set(revision, {
      revision,
      ...(release ? { ancestorRelease: release } : {}),
      pipelines: read.pipelines,
    });
  };
  for (const version of declaration.versions) {
    if (version.files) {
      add(version.revision, version.files);
    }
  }
  for (const snapshot of declaration.snapshots ?? []) {
    add(snapshot.revision, snapshot.files, snapshot.ancestorRelease);
  }
  return {
    template: {
      id,
      ...(title ? { title } : {}),
      provider,
      repository,
      paths: declaration.paths.map(path => path.replace(/^(?:\.?\/)+/, '')),
      ...(defaultBranch ? { defaultBranch } : {}),
      versions: declaration.versions.map(({ name, revision, releasedAt }) => ({
        name,
        revision,
        ...(releasedAt
          ? { releasedAt: new Date(releasedAt).toISOString() }
          : {}),
      })),
      snapshots: [...snapshots.values()],
      ...(stages ? { stages } : {}),
      ...(safety ? { safety } : {}),
    },
    problems,
  };
}
