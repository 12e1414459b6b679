// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';

const LOCATION_ANNOTATION = 'backstage.io/source-location';

/** Annotations that say where the deliveries of an entity are. */
const SOURCE_ANNOTATIONS = [
  'github.com/project-slug',
  'gitlab.com/project-slug',
  'gitlab.com/project-id',
  'dev.azure.com/project-repo',
  'delivery-maturity.io/source',
];

/** The address in `backstage.io/source-location`, where it has one. @public */
export function sourceLocationOf({ metadata }: Entity): string | undefined {
  const location = metadata.annotations?.[LOCATION_ANNOTATION];
  return location?.startsWith('url:')
    ? location.slice('url:'.length)
    : undefined;
}

/**
 * Whether an annotation says that another source has the deliveries of an entity.
 *
 * @param own - how the collector's own annotations begin, as `github.com/`
 * @public
 */
export function hasOtherSource({ metadata }: Entity, own: string): boolean {
  return SOURCE_ANNOTATIONS.some(
    name => !name.startsWith(own) && metadata.annotations?.[name],
  );
}
