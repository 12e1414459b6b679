// SPDX-License-Identifier: Apache-2.0
import {
  PipelineFile,
  PutTemplateBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  chunk,
  CollectedItem,
  DeclaredTemplate,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubNotFoundError } from './client/errors';
import {
  combine,
  filesAt,
  PROBE_WITHOUT_DEPLOYMENTS,
  releasePage,
  repositoriesQuery,
  Selection,
  tagPage,
} from './queries';
import { tagTimes } from './releases';
import {
  Probe,
  probeSchema,
  ReleaseNode,
  releasePageSchema,
  TagNode,
  tagPageSchema,
  Tree,
  treeSchema,
} from './schema';
import { Session, stopsEverything } from './Session';

/** 500 tags and as many releases. */
const MAX_PAGES = 5;
/** Versions whose files are read; stages of older ones are those that the registry declares. */
const VERSIONS_WITH_FILES = 20;
const VERSIONS_PER_QUERY = 5;

const PROBED_TOGETHER = 100;

type Version = PutTemplateBody['versions'][number];

/** Golden paths whose tags or releases changed: their versions come by themselves. @internal */
export async function* readTemplates(
  session: Session,
): AsyncIterable<CollectedItem> {
  const here = session.templates.flatMap(template => {
    const [host, owner, name] = template.repository.split('/');
    const isHere =
      template.provider === 'github' &&
      host?.toLowerCase() === session.client.host.toLowerCase() &&
      owner &&
      name;
    return isHere ? [{ template, repository: { owner, name } }] : [];
  });
  try {
    for (const batch of chunk(here, PROBED_TOGETHER)) {
      const probes = await probe(session, batch);
      for (const [index, place] of batch.entries()) {
        yield* readTemplate(session, place, probes[index]);
      }
    }
  } catch (error) {
    if (session.context.signal.aborted || stopsEverything(error)) {
      // Whoever reads the targets meets the same answer and says so.
      return;
    }
    session.context.logger.warn('Golden paths could not be read', {
      error: String(error),
    });
  }
}

interface Repository {
  owner: string;
  name: string;
}

interface Place {
  template: DeclaredTemplate;
  repository: Repository;
}

/** A look at many golden paths in one query: it is taken before every read, however small. */
async function probe(session: Session, places: Place[]): Promise<unknown[]> {
  const { query, variables } = repositoriesQuery(
    'Templates',
    places.map(({ repository }) => ({
      ...repository,
      selection: PROBE_WITHOUT_DEPLOYMENTS,
    })),
  );
  const { data } = await session.client.graphql(query, variables);
  return places.map((_, index) => data[`r${index}`]);
}

async function* readTemplate(
  session: Session,
  { template, repository }: Place,
  answer: unknown,
): AsyncIterable<CollectedItem> {
  try {
    yield* readVersionsOf(session, { template, repository }, answer);
  } catch (error) {
    if (session.context.signal.aborted || stopsEverything(error)) {
      throw error;
    }
    session.context.logger.warn('A golden path could not be read', {
      template: template.id,
      error: String(error),
    });
  }
}

async function* readVersionsOf(
  session: Session,
  { template, repository }: Place,
  answer: unknown,
): AsyncIterable<CollectedItem> {
  if (!answer) {
    throw new GithubNotFoundError(
      `'${template.repository}' is not visible with these credentials`,
    );
  }
  const found = probeSchema.parse(answer);
  const key = `template:${template.id}`;
  const marker = markerOf(found, template);
  if ((await session.context.readWatermark(key)) === marker) {
    return;
  }
  const versions = await readVersions(session, repository);
  yield {
    kind: 'template',
    id: template.id,
    template: {
      ...(template.title && { title: template.title }),
      provider: 'github',
      repository: template.repository,
      paths: template.paths,
      ...(found.defaultBranchRef && {
        defaultBranch: found.defaultBranchRef.name,
      }),
      ...(template.stages && { stages: template.stages }),
      ...(template.safety && { safety: template.safety }),
      versions: await addFiles(session, repository, template, versions),
    },
  };
  yield { kind: 'watermark', key, value: marker };
}

function markerOf(
  { pushedAt, releases }: Probe,
  template: DeclaredTemplate,
): string {
  const release = releases?.nodes[0];
  return JSON.stringify([
    pushedAt,
    releases?.totalCount,
    release?.tagName,
    release?.publishedAt,
    template,
  ]);
}

async function ask(
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

/** Every tag; one that is a release has the date of the release, a moving one has none. */
async function readVersions(
  session: Session,
  repository: Repository,
): Promise<Version[]> {
  const tags: TagNode[] = [];
  const releases: ReleaseNode[] = [];
  let tagsAfter: string | undefined;
  let releasesAfter: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const data = await ask(
      session,
      repository,
      combine([tagPage(tagsAfter), { ...rename(releasePage(releasesAfter)) }]),
    );
    const found = tagPageSchema.parse(data).refs;
    const released = releasePageSchema.parse(data).releases;
    tags.push(...(found?.nodes ?? []));
    releases.push(...released.nodes);
    const moreTags = found?.pageInfo.hasNextPage;
    const moreReleases = released.pageInfo.hasNextPage;
    if (!moreTags && !moreReleases) {
      break;
    }
    tagsAfter = found?.pageInfo.endCursor ?? tagsAfter;
    releasesAfter = released.pageInfo.endCursor ?? releasesAfter;
  }
  return toVersions(tags, releases);
}

/** Two pages in one query need two cursors. */
function rename(selection: Selection): Selection {
  return {
    text: variable => selection.text(name => variable(`release_${name}`)),
    variables: Object.fromEntries(
      Object.entries(selection.variables ?? {}).map(([name, value]) => [
        `release_${name}`,
        value,
      ]),
    ),
  };
}

/** Versions from tags and releases. A tag such as `v6` that others are more precise than moves along with them. @internal */
export function toVersions(
  tags: TagNode[],
  releases: ReleaseNode[],
): Version[] {
  const published = new Map(
    releases.flatMap(({ tagName, publishedAt, isDraft }) =>
      publishedAt && !isDraft ? [[tagName, publishedAt] as const] : [],
    ),
  );
  const versions = new Map<string, Version>();
  for (const tag of tags) {
    const times = tagTimes(tag);
    if (times && !versions.has(tag.name)) {
      const releasedAt = published.get(tag.name) ?? times.at;
      versions.set(tag.name, {
        name: tag.name,
        revision: times.revision,
        ...(!isMoving(tag.name) && {
          releasedAt: new Date(releasedAt).toISOString(),
        }),
      });
    }
  }
  return [...versions.values()];
}

const FULL_VERSION = /(?:^|[@/-])v?\d+\.\d+\.\d+(?:[-+].+)?$/;

/** Anything less precise than three numbers, as `v6`, `v6.1` or `latest`, is set anew with every release. */
function isMoving(name: string): boolean {
  return !FULL_VERSION.test(name);
}

async function addFiles(
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
