// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  CollectedItem,
  DeclaredTemplate,
  isMovingTag,
  ProviderNotFoundError,
  stopsEverything,
  TemplatePlace,
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
import { tagTimes } from '../deployments/tagTimes';
import {
  Probe,
  probeSchema,
  ReleaseNode,
  releasePageSchema,
  TagNode,
  tagPageSchema,
} from '../client/schema';
import { GithubRun } from '../RepositoryRead';
import { ask, readFiles, Repository, toRepository } from './templateFiles';

/** So many tags, and as many releases. */
const MAX_VERSIONS = 500;

const PROBED_TOGETHER = 100;

/** Golden paths whose tags or releases changed: their versions come by themselves. @internal */
export async function* readTemplates(
  collectRun: GithubRun,
  places: TemplatePlace[],
): AsyncIterable<CollectedItem> {
  try {
    for (const batch of chunk(places, PROBED_TOGETHER)) {
      const probes = await probe(collectRun, batch);
      for (const [index, place] of batch.entries()) {
        yield* readTemplate(collectRun, place, probes[index]);
      }
    }
  } catch (error) {
    if (collectRun.context.signal.aborted || stopsEverything(error)) {
      // Whoever reads the targets meets the same answer and says so.
      return;
    }
    collectRun.context.logger.warn('Golden paths could not be read', {
      error: String(error),
    });
  }
}

/** A look at many golden paths in one query: it is taken before every read, however small. */
async function probe(
  collectRun: GithubRun,
  places: TemplatePlace[],
): Promise<unknown[]> {
  const { query, variables } = repositoriesQuery(
    'Templates',
    places.map(place => ({
      ...toRepository(place),
      selection: PROBE_WITHOUT_DEPLOYMENTS,
    })),
  );
  const { data } = await collectRun.client.graphql(query, variables);
  return places.map((_, index) => data[`r${index}`]);
}

async function* readTemplate(
  collectRun: GithubRun,
  place: TemplatePlace,
  answer: unknown,
): AsyncIterable<CollectedItem> {
  try {
    yield* readVersionsOf(collectRun, place, answer);
  } catch (error) {
    if (collectRun.context.signal.aborted || stopsEverything(error)) {
      throw error;
    }
    collectRun.context.logger.warn('A golden path could not be read', {
      template: place.template.id,
      error: String(error),
    });
  }
}

async function* readVersionsOf(
  collectRun: GithubRun,
  place: TemplatePlace,
  answer: unknown,
): AsyncIterable<CollectedItem> {
  const { template } = place;
  const repository = toRepository(place);
  if (!answer) {
    throw new ProviderNotFoundError(
      PROVIDER,
      `'${template.repository}' is not visible with these credentials`,
    );
  }
  const found = probeSchema.parse(answer);
  const key = `template:${template.id}`;
  const marker = markerOf(found, template);
  if ((await collectRun.context.readWatermark(key)) === marker) {
    return;
  }
  const versions = await readVersions(collectRun, repository);
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
        readFiles(collectRun, repository, template.paths, revisions),
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
  collectRun: GithubRun,
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
        collectRun,
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
