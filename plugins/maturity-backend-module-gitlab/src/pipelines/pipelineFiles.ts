// SPDX-License-Identifier: Apache-2.0
import {
  includesPath,
  localIncludes,
  PipelineFile,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { GitlabClient } from '../client/GitlabClient';
import { fileSchema, treeEntrySchema } from '../client/schema';

/** The name under which the pipeline reader looks for the first file. @internal */
export const ENTRY_FILE = '.gitlab-ci.yml';
/** GitLab itself follows 150 includes; each child pipeline has its own. */
const MAX_FILES = 300;
const MAX_TREE_PAGES = 20;

/** Where files are read. @internal */
export interface FileSource {
  client: GitlabClient;
  /** Number or full path. */
  project: string | number;
  ref: string;
}

/** A file with the commit that changed it last. @internal */
export type ReadFile = PipelineFile & { commit?: string };

/** One file, undefined where there is none. @internal */
export async function readFile(
  { client, project, ref }: FileSource,
  path: string,
): Promise<ReadFile | undefined> {
  const file = await client.readIfAny(fileSchema, api =>
    api.RepositoryFiles.show(project, path, ref),
  );
  return (
    file && {
      path,
      content:
        file.encoding === 'base64'
          ? Buffer.from(file.content, 'base64').toString('utf8')
          : file.content,
      ...(file.last_commit_id && { commit: file.last_commit_id }),
    }
  );
}

/**
 * The file that pipelines begin with. A project may keep it at another place, and even in another project: then the
 * pipeline consists of an include of that, which is what GitLab makes of it too.
 *
 * @internal
 */
export async function readEntryFile(
  source: FileSource,
  configPath: string | undefined,
): Promise<ReadFile | undefined> {
  const path = configPath || ENTRY_FILE;
  if (/^https?:\/\//.test(path)) {
    return { path: ENTRY_FILE, content: `include:\n  - remote: '${path}'\n` };
  }
  const elsewhere = /^(.+)@([^:]+)(?::(.+))?$/.exec(path);
  if (elsewhere) {
    const [, file, project, ref] = elsewhere;
    return {
      path: ENTRY_FILE,
      content: `include:\n  - project: '${project}'\n    file: '${file}'\n${
        ref ? `    ref: '${ref}'\n` : ''
      }`,
    };
  }
  const file = await readFile(source, path);
  return file && { ...file, path: ENTRY_FILE };
}

/** The first file with all local ones that it includes or triggers, and those that they do. @internal */
export async function withLocalIncludes(
  source: FileSource,
  entry: PipelineFile,
): Promise<PipelineFile[]> {
  const files = new Map([[entry.path, entry]]);
  const asked = new Set<string>();
  let tree: string[] | undefined;
  const queue = [entry];
  for (let file = queue.shift(); file; file = queue.shift()) {
    for (const include of localIncludes(file)) {
      const isPattern = include.includes('*');
      if (isPattern) {
        tree ??= await readTree(source);
      }
      const paths = isPattern
        ? tree!.filter(path => includesPath(include, path))
        : [include];
      for (const path of paths) {
        if (asked.has(path) || files.size >= MAX_FILES) {
          continue;
        }
        asked.add(path);
        const found = await readFile(source, path);
        if (found) {
          files.set(path, found);
          queue.push(found);
        }
      }
    }
  }
  return [...files.values()].map(({ path, content }) => ({ path, content }));
}

/** The paths of all files. @internal */
export async function readTree({
  client,
  project,
  ref,
}: FileSource): Promise<string[]> {
  const items = await client.listIfAny(
    treeEntrySchema,
    MAX_TREE_PAGES,
    (api, pages) =>
      api.Repositories.allRepositoryTrees(project, {
        ref,
        recursive: true,
        ...pages,
      }),
  );
  return items.flatMap(({ path, type }) => (type === 'blob' ? [path] : []));
}
