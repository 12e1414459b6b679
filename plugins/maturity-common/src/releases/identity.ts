// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '../records';
import { DeploymentView } from './types';

type Identified = Pick<DeploymentView, 'deployment'>;

/** What was deployed: its revision, else its version; undefined where neither is known. @internal */
export function identityOf({
  revision,
  version,
}: Pick<Deployment, 'revision' | 'version'>): string | undefined {
  if (revision !== undefined) {
    return revision.toLowerCase();
  }
  return version === undefined ? undefined : versionIdentity(version);
}

/** The same for the version alone, by which a record without revision finds one that has both. @internal */
export function versionIdentity(version: string): string {
  return `version ${version}`;
}

/** Whether two deployments brought the same; undefined where that cannot be told. @internal */
export function sameIdentity(
  a: Identified,
  b: Identified,
): boolean | undefined {
  const { revision: ours, version: ourVersion } = a.deployment;
  const { revision: theirs, version: theirVersion } = b.deployment;
  if (ours !== undefined && theirs !== undefined) {
    return ours === theirs || ours.toLowerCase() === theirs.toLowerCase();
  }
  return ourVersion !== undefined && theirVersion !== undefined
    ? ourVersion === theirVersion
    : undefined;
}
