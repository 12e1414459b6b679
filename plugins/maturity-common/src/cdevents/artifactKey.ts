// SPDX-License-Identifier: Apache-2.0
import { PackageURL } from 'packageurl-js';

const DIGEST = /^(?:sha256|sha384|sha512):[0-9a-f]{32,128}$/i;
/** An image as container tools write it, `registry/folder/name:tag@sha256:…`. */
const IMAGE = /^(?:[^\s@]*\/)?([\w.-]+?)(?::[\w.-]+)?@(sha256:[0-9a-f]{64})$/i;
/** Types whose names say nothing without the registry that they are in. */
const NAMED_BY_REGISTRY = new Set(['oci', 'docker', 'generic']);

/** An artifact, by what joins events about it. @internal */
export interface ArtifactKey {
  /** Equal for equal artifacts: their type, namespace, name, and digest or version. */
  key: string;
  version?: string;
}

/**
 * What an artifact is known by. With a digest neither the registry nor any other qualifier matters: the bytes are the
 * same. Without one, the same name and version in two registries may be two images.
 *
 * @internal
 */
export function artifactKey(artifact: string): ArtifactKey {
  const purl = parsePurl(artifact);
  if (!purl) {
    const [, name, digest] = IMAGE.exec(artifact) ?? [];
    return name && digest
      ? artifactKey(`pkg:oci/${name}@${encodeURIComponent(digest)}`)
      : { key: artifact };
  }
  const { type, namespace, name, version, qualifiers } = purl;
  const registry =
    version && !DIGEST.test(version) && NAMED_BY_REGISTRY.has(type)
      ? qualifiers?.repository_url
      : undefined;
  const key = new PackageURL(
    type,
    namespace,
    name,
    version && DIGEST.test(version) ? version.toLowerCase() : version,
    registry ? { repository_url: registry } : undefined,
    undefined,
  ).toString();
  return { key, ...(version ? { version } : {}) };
}

function parsePurl(value: string): PackageURL | undefined {
  if (!value.startsWith('pkg:')) {
    return undefined;
  }
  try {
    return PackageURL.fromString(value);
  } catch {
    // An artifact id that is no package URL joins by its text.
    return undefined;
  }
}
