// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  CollectedItem,
  DeclaredTemplate,
  isMovingTag,
  ProviderNotFoundError,
  TemplateVersion,
  withFiles,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from '../client/errors';
import { PageSize } from '../client/PageSize';
import {
  combine,
  PROBE_WITHOUT_DEPLOYMENTS,
  releasePage,
  repositoriesQuery,
  Selection,
  tagPage,
} from '../client/queries';
import { tagTimes } from '../recognizers/releases';
import {
  Probe,
  probeSchema,
  ReleaseNode,
  releasePageSchema,
  TagNode,
  tagPageSchema,
} from '../client/schema';
import { Session, stopsEverything } from '../Session';
import { ask, readFiles, Repository } from './templateFiles';

/** So many tags, and as many releases. */
const MAX_VERSIONS = 500;

const PROBED_TOGETHER = 100;

/** A golden path and where its repository is. @internal */
export interface TemplatePlace extends Repository {
  host: string;
  template: DeclaredTemplate;
}

/** Where the golden paths are that may be read from GitHub. @internal */
export function placesOf(templates: DeclaredTemplate[]): TemplatePlace[] {
  return templates.flatMap(template => {
    const [host, owner, name] = template.repository.split('/');
    return template.provider === 'github' && host && owner && name
      ? [{ template, host: host.toLowerCase(), owner, name }]
      : [];
  });
}

/** Golden paths whose tags or releases changed: their versions come by themselves. @internal */
export async function* readTemplates(
  session: Session,
  places: TemplatePlace[],
): AsyncIterable<CollectedItem> {
  try {
    for (const batch of chunk(places, PROBED_TOGETHER)) {
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

/** A look at many golden paths in one query: it is taken before every read, however small. */
async function probe(
  session: Session,
  places: TemplatePlace[],
): Promise<unknown[]> {
  const { query, variables } = repositoriesQuery(
    'Templates',
    places.map(({ owner, name }) => ({
      owner,
      name,
      selection: PROBE_WITHOUT_DEPLOYMENTS,
    })),
  );
  const { data } = await session.client.graphql(query, variables);
  return places.map((_, index) => data[`r${index}`]);
}

async function* readTemplate(
  session: Session,
  place: TemplatePlace,
  answer: unknown,
): AsyncIterable<CollectedItem> {
  try {
    yield* readVersionsOf(session, place, answer);
  } catch (error) {
    if (session.context.signal.aborted || stopsEverything(error)) {
      throw error;
    }
    session.context.logger.warn('A golden path could not be read', {
      template: place.template.id,
      error: String(error),
    });
  }
}

async function* readVersionsOf(
  session: Session,
  { template, ...repository }: TemplatePlace,
  answer: unknown,
): AsyncIterable<CollectedItem> {
  if (!answer) {
    throw new ProviderNotFoundError(
      PROVIDER,
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
      versions: await withFiles(versions, revisions =>
        readFiles(session, repository, template.paths, revisions),
      ),
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

/** Every tag; one that is a release has the date of the release, a moving one has none. */
async function readVersions(
  session: Session,
  repository: Repository,
): Promise<TemplateVersion[]> {
  const tags: TagNode[] = [];
  const releases: ReleaseNode[] = [];
  let tagsAfter: string | undefined;
  let releasesAfter: string | undefined;
  const size = new PageSize();
  for (let read = 0; read < MAX_VERSIONS; read += size.first) {
    const cursors = [tagsAfter, releasesAfter];
    const data = await size.ask(first =>
      ask(
        session,
        repository,
        combine([
          tagPage(cursors[0], first),
          rename(releasePage(cursors[1], first)),
        ]),
      ),
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
): TemplateVersion[] {
  const published = new Map(
    releases.flatMap(({ tagName, publishedAt, isDraft }) =>
      publishedAt && !isDraft ? [[tagName, publishedAt] as const] : [],
    ),
  );
  const versions = new Map<string, TemplateVersion>();
  for (const tag of tags) {
    const times = tagTimes(tag);
    if (times && !versions.has(tag.name)) {
      const releasedAt = published.get(tag.name) ?? times.at;
      versions.set(tag.name, {
        name: tag.name,
        revision: times.revision,
        ...(!isMovingTag(tag.name) && {
          releasedAt: new Date(releasedAt).toISOString(),
        }),
      });
    }
  }
  return [...versions.values()];
}
