// SPDX-License-Identifier: Apache-2.0
import {
  PipelineFile,
  PutTemplateBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** A version of a golden path. @public */
export type TemplateVersion = PutTemplateBody['versions'][number];

/** Versions whose files are read; stages of older ones are those that the registry declares. */
const REVISIONS_WITH_FILES = 20;

const FULL_VERSION = /(?:^|[@/-])v?\d+\.\d+\.\d+(?:[-+].+)?$/;

/** Whether a tag is set anew with every release: anything less precise than three numbers, as `v6`, `v6.1` or `latest`. @public */
export function isMovingTag(name: string): boolean {
  return !FULL_VERSION.test(name);
}

/**
 * The versions with the files that they had at the time, of the newest ones.
 *
 * @param readFiles - asked once, for the revisions whose files are wanted, newest first
 * @public
 */
export async function withFiles(
  versions: readonly TemplateVersion[],
  readFiles: (revisions: string[]) => Promise<Map<string, PipelineFile[]>>,
): Promise<TemplateVersion[]> {
  const newestFirst = [...versions].sort((a, b) =>
    (a.releasedAt ?? '9') < (b.releasedAt ?? '9') ? 1 : -1,
  );
  const files = await readFiles(
    [...new Set(newestFirst.map(({ revision }) => revision))].slice(
      0,
      REVISIONS_WITH_FILES,
    ),
  );
  return versions.map(version => {
    const found = files.get(version.revision);
    return found && found.length > 0 ? { ...version, files: found } : version;
  });
}
