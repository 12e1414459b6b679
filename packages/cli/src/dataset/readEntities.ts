// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const SLUGS: [annotation: string, host: string][] = [
  ['github.com/project-slug', 'github.com'],
  ['gitlab.com/project-slug', 'gitlab.com'],
];
const ADDRESSES = [
  'backstage.io/source-location',
  'delivery-maturity.io/source',
];

/** Which entities of the folder's `catalog.yaml` belong to which repository (`host/owner/name`, lower case). */
export function readEntities(folder: string): Map<string, string[]> {
  const file = path.join(folder, 'catalog.yaml');
  const found = new Map<string, string[]>();
  if (!fs.existsSync(file)) {
    return found;
  }
  for (const document of parseAllDocuments(fs.readFileSync(file, 'utf8'))) {
    const [error] = document.errors;
    if (error) {
      throw new InputError(`'${file}' is no YAML: ${error.message}`);
    }
    const entity = document.toJS() as Entity | null;
    if (entity?.kind !== 'Component' || !entity.metadata?.name) {
      continue;
    }
    const ref = stringifyEntityRef(entity);
    for (const repository of repositoriesOf(entity)) {
      found.set(repository, [...(found.get(repository) ?? []), ref]);
    }
  }
  return found;
}

function repositoriesOf(entity: Entity): Set<string> {
  const annotations = entity.metadata.annotations ?? {};
  const slugs = SLUGS.filter(([name]) => annotations[name]).map(
    ([name, host]) => `${host}/${annotations[name]}`,
  );
  const addresses = ADDRESSES.flatMap(name => annotations[name] ?? []).map(
    address =>
      address
        .replace(/^(url:)?(https?:\/\/)?/, '')
        .replace(/\/-?\/?(tree|blob)\/.*$/, '')
        .replace(/(\.git)?\/*$/, ''),
  );
  return new Set([...slugs, ...addresses].map(name => name.toLowerCase()));
}
