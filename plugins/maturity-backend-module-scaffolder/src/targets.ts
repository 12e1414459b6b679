// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  entitySources,
  repositoryKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import { TaskOutput } from './schema';

/** Everything comes from one place, so there is one target. @internal */
export const TARGET = 'scaffolder';

/** Finds entities by ref, or by the repository that a task created. @internal */
export interface EntityLookup {
  (output: TaskOutput): string[];
}

/** @internal */
export function createEntityLookup(entities: CollectorEntity[]): EntityLookup {
  const refs = new Set(entities.map(({ entityRef }) => entityRef));
  const byRepository = new Map<string, string[]>();
  for (const { entity, entityRef } of entities) {
    for (const repository of entitySources(entity).repositories) {
      const key = repository.toLowerCase();
      byRepository.set(key, [...(byRepository.get(key) ?? []), entityRef]);
    }
  }
  return output => {
    const named = [
      output.entityRef,
      ...(output.links ?? []).map(link => link.entityRef),
    ].flatMap(ref => readRef(ref) ?? []);
    const known = [...new Set(named)].filter(ref => refs.has(ref));
    if (known.length) {
      return known;
    }
    const urls = [
      output.remoteUrl,
      output.repoContentsUrl,
      ...(output.links ?? []).map(link => link.url),
    ];
    const repositories = urls.flatMap(url => repositoryKey(url ?? '') ?? []);
    return [
      ...new Set(repositories.flatMap(name => byRepository.get(name) ?? [])),
    ];
  };
}

/** A full entity ref, where it is one. @internal */
export function readRef(ref: string | undefined): string | undefined {
  try {
    return ref && stringifyEntityRef(parseEntityRef(ref));
  } catch {
    // A link to something that is no entity; the repository is tried instead.
    return undefined;
  }
}
