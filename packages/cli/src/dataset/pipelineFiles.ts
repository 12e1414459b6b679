// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { providerOf } from './goldenPath';
import { DatasetRepository } from './readDataset';
import { readFilesUnder } from './readFilesUnder';

/** The files of a repository that say how it is built, tested and shipped; others (dependency updates, say) are left out. */
export function pipelineFiles(
  source: DatasetRepository,
): { path: string; content: string }[] {
  const others = readFilesUnder(path.join(source.folder, 'files'), '');
  if (providerOf(source.delivery) === 'gitlab') {
    return others.filter(file => /\.ya?ml$/.test(file.path));
  }
  return [
    ...readFilesUnder(
      path.join(source.folder, 'workflows'),
      '.github/workflows',
    ),
    ...others.filter(file => /(^|\/)action\.ya?ml$/.test(file.path)),
  ];
}
