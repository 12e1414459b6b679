// SPDX-License-Identifier: Apache-2.0
import { entitySources } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import { commitSchema } from '../client/schema';
import { Job, Session } from '../Session';

/** 5,000 commits of one path. */
const MAX_PAGES = 50;

/** Whether a commit is an entity's own. @internal */
export type OwnCommit = (revision: string) => boolean;

/** Commits as GitLab lists them: of a branch in a time, or between two revisions. @internal */
export interface Listing {
  refName?: string;
  since?: string;
  until?: string;
}

/**
 * Which commits are whose, where entities of one project name their paths.
 *
 * @remarks
 * GitLab lists the commits of a folder or file, so a request answers for a hundred of them. It knows no patterns: of
 * those the part before the first `*` counts. Commits that no listing could have shown are everybody's.
 *
 * @returns nothing for an entity that names no paths: every commit is its own
 * @internal
 */
export async function readOwnCommits(
  { client }: Session,
  job: Job,
  options: { listings: Listing[]; listed: ReadonlySet<string> },
): Promise<Map<string, OwnCommit>> {
  const places = new Map(
    job.target.entities.flatMap(entity => {
      const paths = placesOf(entity);
      return paths.length > 0 ? [[entity.entityRef, paths] as const] : [];
    }),
  );
  const touching = new Map<string, Set<string>>();
  for (const path of new Set([...places.values()].flat())) {
    const revisions = new Set<string>();
    for (const listing of options.listings) {
      const commits = await client.listIfAny(
        commitSchema,
        MAX_PAGES,
        (api, pages) =>
          api.Commits.all(job.project.id, { ...listing, path, ...pages }),
      );
      commits.forEach(({ id }) => revisions.add(id));
    }
    touching.set(path, revisions);
  }
  return new Map(
    [...places].map(([entityRef, paths]) => [
      entityRef,
      revision =>
        !options.listed.has(revision) ||
        paths.some(path => touching.get(path)?.has(revision)),
    ]),
  );
}

/** The folders and files that an entity names. One that names everything names nothing. */
function placesOf({ entity }: CollectorEntity): string[] {
  const places = entitySources(entity).paths.map(pattern => {
    const star = pattern.indexOf('*');
    const place =
      star < 0 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', star) + 1);
    return place.replace(/\/+$/, '');
  });
  return places.includes('') ? [] : [...new Set(places)];
}
