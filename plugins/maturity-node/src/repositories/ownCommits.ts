// SPDX-License-Identifier: Apache-2.0
import { entitySources } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '../DeliveryCollector';

/** Whether a commit is an entity's own. @public */
export type OwnCommit = (revision: string) => boolean;

/**
 * The folders and files that each entity of a monorepo names. Hosts list the commits of a folder or file and know no
 * patterns: of those the part before the first `*` counts. One that names everything names nothing, and is left out.
 *
 * @returns by entity reference
 * @public
 */
export function namedPlaces(
  entities: readonly Pick<CollectorEntity, 'entity' | 'entityRef'>[],
): Map<string, string[]> {
  return new Map(
    entities.flatMap(({ entity, entityRef }) => {
      const places = entitySources(entity).paths.map(placeOfPattern);
      return places.length === 0 || places.includes('')
        ? []
        : [[entityRef, [...new Set(places)]] as const];
    }),
  );
}

function placeOfPattern(pattern: string): string {
  const star = pattern.indexOf('*');
  const place =
    star < 0 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', star) + 1);
  return place.replace(/\/+$/, '');
}

/**
 * Which commits are whose. Commits that no listing could have shown, as of other branches, are everybody's, since
 * nothing tells whose they are; so are those of a place that could not be listed to the end.
 *
 * @param places - see `namedPlaces`
 * @param listings - `listed` are the commits that a listing can show; `touching` are by place those that it does
 * @returns nothing for an entity that names no place: every commit is its own
 * @public
 */
export function ownCommits(
  places: ReadonlyMap<string, readonly string[]>,
  listings: {
    listed: ReadonlySet<string>;
    touching: ReadonlyMap<string, ReadonlySet<string>>;
  },
): Map<string, OwnCommit> {
  const { listed, touching } = listings;
  return new Map(
    [...places].map(([entityRef, own]) => [
      entityRef,
      revision =>
        !listed.has(revision) ||
        own.some(place => touching.get(place)?.has(revision) ?? true),
    ]),
  );
}
