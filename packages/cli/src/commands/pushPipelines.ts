// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';
import { readFilesUnder } from '../dataset/readFilesUnder';
import { Portal } from '../portal/createPortal';
import { refusalOf } from '../portal/refusal';
import { Summary } from '../summary';
import { workFolder } from '../workFolder';

interface PipelineFile {
  path: string;
  content: string;
}

/** `maturity push pipelines --entity <ref> [files…]` */
export async function pushPipelines(
  portal: Portal,
  names: string[],
  options: { entity: string; provider?: string; observedAt?: string },
): Promise<number> {
  const files =
    names.length > 0 ? names.map(readNamed) : findPipelines(workFolder());
  if (files.length === 0) {
    throw new InputError(
      'This folder has neither .github/workflows nor .gitlab-ci.yml. Name the pipeline files, or run the command in the root of the repository.',
    );
  }
  const summary = new Summary();
  try {
    const answer = await portal.maturity.putPipelines(options.entity, {
      provider: readProvider(options.provider, files),
      files,
      observedAt: options.observedAt ?? new Date().toISOString(),
    });
    summary.note(`${answer.pipelines} pipelines of ${answer.entityRef} stored`);
    summary.read(options.entity, answer);
  } catch (error) {
    summary.refused(options.entity, refusalOf(error));
  }
  console.log(summary.toString());
  return summary.anyRefused ? 1 : 0;
}

function readNamed(name: string): PipelineFile {
  const absolute = path.resolve(workFolder(), name);
  const relative = path.relative(workFolder(), absolute);
  if (!fs.statSync(absolute, { throwIfNoEntry: false })?.isFile()) {
    throw new InputError(
      `'${name}' is no file that can be read (looked at '${absolute}').`,
    );
  }
  return {
    path: relative.split(path.sep).join('/'),
    content: fs.readFileSync(absolute, 'utf8'),
  };
}

function findPipelines(folder: string): PipelineFile[] {
  const single = ['.gitlab-ci.yml', 'action.yml', 'action.yaml']
    .filter(name => fs.existsSync(path.join(folder, name)))
    .map(readNamed);
  return [
    ...readFilesUnder(
      path.join(folder, '.github/workflows'),
      '.github/workflows',
    ),
    ...readFilesUnder(path.join(folder, '.github/actions'), '.github/actions'),
    ...single,
  ].filter(file => /\.ya?ml$/.test(file.path));
}

function readProvider(
  name: string | undefined,
  files: PipelineFile[],
): 'github' | 'gitlab' {
  if (name === 'github' || name === 'gitlab') {
    return name;
  }
  if (name) {
    throw new InputError(
      `'${name}' is no provider that is known. Use github or gitlab.`,
    );
  }
  return files.some(file => file.path.startsWith('.github/'))
    ? 'github'
    : 'gitlab';
}
