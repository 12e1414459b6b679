// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { FacetsAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';
import { readFacets } from '../store/operations/read/readFacets';
import { EntitySelection } from '../store/operations/read/whereEntities';

const FACETS = [
  'owner',
  'system',
  'domain',
  'type',
  'lifecycle',
  'tier',
] as const;

/** Facets whose values are references. */
const REFERENCES = new Set<string>(['owner', 'system', 'domain']);

/** The values that filters may take, with how many entities each would leave. @internal */
export async function facets(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
}): Promise<FacetsAnswer> {
  return {
    facets: await Promise.all(
      FACETS.map(async id => {
        const rows = await readFacets({ ...options, facet: id });
        return {
          id,
          values: rows.map(({ value, title, count }) => ({
            value,
            title: title ?? (REFERENCES.has(id) ? nameOf(value) : value),
            count: Number(count),
          })),
        };
      }),
    ),
  };
}

/** What stands for a reference without a title. @internal */
export function nameOf(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}
