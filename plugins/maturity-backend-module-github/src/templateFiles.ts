// SPDX-License-Identifier: Apache-2.0
import {
  PipelineFile,
  PutTemplateBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { filesAt, repositoriesQuery, Selection } from './queries';
import { Tree, treeSchema } from './schema';
import { Session } from './Session';

/** Versions whose files are read; stages of older ones are those that the registry declares. */
const VERSIONS_WITH_FILES = 20;
const VERSIONS_PER_QUERY = 5;

/** @internal */
export type Version = PutTemplateBody['versions'][number];

/** Where a golden path is. @internal */
export interface Repository {
  owner: string;
  name: string;
}

/** Asks for a part of a golden path's repository. @internal */
export async function ask(
  session: Session,
  { owner, name }: Repository,
  selection: Selection,
): Promise<unknown> {
  const { query, variables } = repositoriesQuery('Template', [
    { owner, name, selection },
  ]);
  const { data, problems } = await session.client.graphql(query, variables);
  if (!data.r0) {
    throw new Error(
      problems[0]?.message ?? `'${owner}/${name}' is not visible`,
    );
  }
  return data.r0;
}

/** The versions with the files that they called at the time, of the newest ones. @internal */
export async function addFiles(
  session: Session,
  repository: Repository,
  template: DeclaredTemplate,
  versions: Version[],
): Promise<Version[]> {
  const newestFirst = [...versions].sort((a, b) =>
    (a.releasedAt ?? '9') < (b.releasedAt ?? '9') ? 1 : -1,
  );
  const revisions = [
    ...new Set(newestFirst.map(({ revision }) => revision)),
  ].slice(0, VERSIONS_WITH_FILES);
  const files = new Map<string, PipelineFile[]>();
  for (let from = 0; from < revisions.length; from += VERSIONS_PER_QUERY) {
    const part = revisions.slice(from, from + VERSIONS_PER_QUERY);
    for (const [revision, found] of await readFiles(
      session,
      repository,
      template.paths,
      part,
    )) {
      files.set(revision, found);
    }
  }
  return versions.map(version => {
    const found = files.get(version.revision);
    return found && found.length > 0 ? { ...version, files: found } : version;
  });
}

async function readFiles(
  session: Session,
  repository: Repository,
  paths: string[],
  revisions: string[],
): Promise<Map<string, PipelineFile[]>> {
  const places = [...new Set(paths.map(placeOf))];
  const expressions = revisions.flatMap(revision =>
    places.map(place => ({ revision, place })),
  );
  const data = (await ask(
    session,
    repository,
    filesAt(expressions.map(({ revision, place }) => `${revision}:${place}`)),
  )) as Record<string, unknown>;
  const files = new Map<string, PipelineFile[]>();
  for (const [index, { revision, place }] of expressions.entries()) {
    const found = toFiles(data[`f${index}`], place).filter(({ path }) =>
      matchesAny(path, paths),
    );
    files.set(revision, [...(files.get(revision) ?? []), ...found]);
  }
  return files;
}

/** The file itself, or the folder of a pattern. */
function placeOf(path: string): string {
  const star = path.indexOf('*');
  return star < 0 ? path : path.slice(0, path.lastIndexOf('/', star));
}

function toFiles(object: unknown, place: string): PipelineFile[] {
  const blob = object as { text?: string | null; isTruncated?: boolean } | null;
  if (blob?.text && !blob.isTruncated) {
    return [{ path: place, content: blob.text }];
  }
  const tree: Tree | null | undefined = treeSchema
    .nullish()
    .safeParse(object).data;
  return (tree?.entries ?? []).flatMap(({ name, object: entry }) =>
    entry?.text && !entry.isTruncated
      ? [{ path: `${place}/${name}`, content: entry.text }]
      : [],
  );
}
