// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { PipelineFile } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  DeclaredTemplate,
  isMovingTag,
  matchesAny,
  TemplateVersion,
  withFiles,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { readFile, readTree } from '../pipelines/pipelineFiles';
import {
  projectSchema,
  Release,
  releaseSchema,
  Tag,
  tagSchema,
} from '../client/schema';
import { Session, stopsEverything } from '../Session';

/** 500 tags and as many releases. */
const MAX_PAGES = 5;

/** A golden path and where its project is. @internal */
export interface TemplatePlace {
  template: DeclaredTemplate;
  host: string;
  /** Full path with all groups. */
  path: string;
}

/** Where the golden paths are that may be read from GitLab. @internal */
export function placesOf(templates: DeclaredTemplate[]): TemplatePlace[] {
  return templates.flatMap(template => {
    const [host, ...path] = template.repository.split('/');
    return template.provider === 'gitlab' && path.length > 0
      ? [{ template, host: host.toLowerCase(), path: path.join('/') }]
      : [];
  });
}

/** Golden paths whose tags or releases changed: their versions come by themselves. @internal */
export async function* readTemplates(
  session: Session,
  places: TemplatePlace[],
): AsyncIterable<CollectedItem> {
  for (const { template, path } of places) {
    try {
      yield* readTemplate(session, template, path);
    } catch (error) {
      if (session.context.signal.aborted || stopsEverything(error)) {
        // Whoever reads the targets meets the same answer and says so.
        return;
      }
      session.context.logger.warn('A golden path could not be read', {
        template: template.id,
        error: String(error),
      });
    }
  }
}

async function* readTemplate(
  session: Session,
  template: DeclaredTemplate,
  project: string,
): AsyncIterable<CollectedItem> {
  const { client } = session;
  const tags = await client.list(tagSchema, MAX_PAGES, (api, pages) =>
    api.Tags.all(project, { orderBy: 'updated', sort: 'desc', ...pages }),
  );
  const releases = await client.list(releaseSchema, MAX_PAGES, (api, pages) =>
    api.ProjectReleases.all(project, pages),
  );
  const key = `template:${template.id}`;
  const marker = createHash('sha256')
    .update(JSON.stringify([tags, releases, template]))
    .digest('hex');
  if ((await session.context.readWatermark(key)) === marker) {
    return;
  }
  const { default_branch: defaultBranch } = await client.read(
    projectSchema,
    api => api.Projects.show(project),
  );
  yield {
    kind: 'template',
    id: template.id,
    template: {
      ...(template.title && { title: template.title }),
      provider: 'gitlab',
      repository: template.repository,
      paths: template.paths,
      ...(defaultBranch && { defaultBranch }),
      ...(template.stages && { stages: template.stages }),
      ...(template.safety && { safety: template.safety }),
      versions: await withFiles(toVersions(tags, releases), revisions =>
        readFilesAt(session, project, template, revisions),
      ),
    },
  };
  yield { kind: 'watermark', key, value: marker };
}

/** Versions from tags and releases. A tag such as `v6` that others are more precise than moves along with them. @internal */
export function toVersions(
  tags: Tag[],
  releases: Release[],
): TemplateVersion[] {
  const published = new Map(
    releases.flatMap(({ tag_name: tag, released_at: at, upcoming_release }) =>
      tag && at && !upcoming_release ? [[tag, at] as const] : [],
    ),
  );
  return tags.map(tag => ({
    name: tag.name,
    revision: tag.commit.id,
    ...(!isMovingTag(tag.name) && {
      releasedAt:
        published.get(tag.name) ?? tag.created_at ?? tag.commit.created_at,
    }),
  }));
}

/** The files of a golden path at each of these revisions. */
async function readFilesAt(
  session: Session,
  project: string,
  template: DeclaredTemplate,
  revisions: string[],
): Promise<Map<string, PipelineFile[]>> {
  const files = new Map<string, PipelineFile[]>();
  for (const revision of revisions) {
    files.set(revision, await readFiles(session, project, template, revision));
  }
  return files;
}

async function readFiles(
  session: Session,
  project: string,
  { paths }: DeclaredTemplate,
  revision: string,
): Promise<PipelineFile[]> {
  const source = { client: session.client, project, ref: revision };
  const exact = paths.filter(path => !path.includes('*'));
  const patterns = paths.filter(path => path.includes('*'));
  const listed =
    patterns.length > 0
      ? (await readTree(source)).filter(path => matchesAny(path, patterns))
      : [];
  const files: PipelineFile[] = [];
  for (const path of new Set([...exact, ...listed])) {
    const file = /\.ya?ml$/.test(path)
      ? await readFile(source, path)
      : undefined;
    if (file) {
      files.push({ path, content: file.content });
    }
  }
  return files;
}
