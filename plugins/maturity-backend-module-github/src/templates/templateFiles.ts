// SPDX-License-Identifier: Apache-2.0
import { PipelineFile } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  chunk,
  matchesAny,
  RepositoryPlace,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { filesAt, repositoriesQuery, Selection } from '../client/queries';
import { Tree, treeSchema } from '../client/schema';
import { GithubRun } from '../RepositoryRead';

const REVISIONS_PER_QUERY = 5;

/** Where a golden path is. @internal */
export interface Repository {
  owner: string;
  name: string;
}

/** Where a golden path is, as GitHub's API asks for it. @internal */
export function toRepository({ path }: RepositoryPlace): Repository {
  const [owner, name = ''] = path.split('/');
  return { owner, name };
}

/** Asks for a part of a golden path's repository. @internal */
export async function ask(
  collectRun: GithubRun,
  { owner, name }: Repository,
  selection: Selection,
): Promise<unknown> {
  const { query, variables } = repositoriesQuery('Template', [
    { owner, name, selection },
  ]);
  const { data, problems } = await collectRun.client.graphql(query, variables);
  if (!data.r0) {
    throw new Error(
      problems[0]?.message ?? `'${owner}/${name}' is not visible`,
    );
  }
  return data.r0;
}

/** The files of a golden path at each of these revisions. @internal */
export async function readFiles(
  collectRun: GithubRun,
  repository: Repository,
  paths: string[],
  revisions: string[],
): Promise<Map<string, PipelineFile[]>> {
  const places = [...new Set(paths.map(placeOf))];
  const files = new Map<string, PipelineFile[]>();
  for (const part of chunk(revisions, REVISIONS_PER_QUERY)) {
    const expressions = part.flatMap(revision =>
      places.map(place => ({ revision, place })),
    );
    const data = (await ask(
      collectRun,
      repository,
      filesAt(expressions.map(({ revision, place }) => `${revision}:${place}`)),
    )) as Record<string, unknown>;
    for (const [index, { revision, place }] of expressions.entries()) {
      const found = toFiles(data[`f${index}`], place).filter(({ path }) =>
        matchesAny(path, paths),
      );
      files.set(revision, [...(files.get(revision) ?? []), ...found]);
    }
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
