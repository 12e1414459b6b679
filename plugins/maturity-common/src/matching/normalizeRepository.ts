// SPDX-License-Identifier: Apache-2.0

const SCP_LIKE = /^(?:[\w.-]+@)([\w.-]+):(?!\d+\/)(.+)$/;
const URL_LIKE =
  /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^@/]*@)?([^/?#]+)\/?([^?#]*)/i;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}(?::\d+)?$/i;
const PURL_HOSTS: Record<string, string> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};
/** Path segments that providers put behind the repository. */
const BELOW_REPOSITORY = new Set([
  '-',
  'tree',
  'blob',
  'raw',
  'src',
  'edit',
  'commit',
  'commits',
  'compare',
  'pull',
  'pulls',
  'issues',
  'actions',
  'releases',
  'tags',
  'wiki',
  'settings',
  'merge_requests',
  'pipelines',
]);
/** Hosts whose repositories always have exactly an owner and a name. */
const TWO_SEGMENTS = new Set(['github.com', 'bitbucket.org', 'codeberg.org']);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of the name.
    return text;
  }
}

function fromPurl(value: string): string | undefined {
  const [, type, rest] = /^pkg:\/*([\w.+-]+)\/([^?#]*)/.exec(value) ?? [];
  const qualifiers = new URLSearchParams(/\?([^#]*)/.exec(value)?.[1] ?? '');
  const source = qualifiers.get('vcs_url');
  if (source) {
    return normalizeRepository(source.replace(/@[^/@]*$/, ''));
  }
  const host = type ? PURL_HOSTS[type.toLowerCase()] : undefined;
  if (!host || !rest) {
    return undefined;
  }
  return fromHostAndPath(host, rest.replace(/@.*$/, ''));
}

function fromHostAndPath(host: string, path: string): string | undefined {
  let name = host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^www\./, '');
  let segments = path.split('/').map(decode).filter(Boolean);
  if (name === 'api.github.com') {
    name = 'github.com';
  }
  if (segments[0] === 'api' && segments[2] === 'repos') {
    segments = segments.slice(2);
  }
  if (segments[0] === 'repos' && segments.length >= 3) {
    segments = segments.slice(1);
  }
  const end = segments.findIndex(
    (segment, index) => index >= 2 && BELOW_REPOSITORY.has(segment),
  );
  if (end >= 0) {
    segments = segments.slice(0, end);
  }
  if (TWO_SEGMENTS.has(name)) {
    segments = segments.slice(0, 2);
  }
  if (segments.length < 2) {
    return undefined;
  }
  const last = segments.length - 1;
  segments[last] = segments[last].replace(/\.git$/, '');
  return segments[last] && segments.every(segment => !/\s/.test(segment))
    ? [name, ...segments].join('/')
    : undefined;
}

/**
 * Brings every way of naming a repository to `host/owner/name` with the host in lower case: web, clone and API
 * URLs, `git@host:owner/name.git`, `url:https://…/tree/main/path/`, package URLs such as
 * `pkg:github/owner/name@v1`, and `host/owner/name` itself. Undefined when it names none.
 *
 * @public
 */
export function normalizeRepository(value: string): string | undefined {
  const text = value
    .trim()
    .replace(/^url:/i, '')
    .replace(/^git\+/i, '');
  if (text === '' || text.length > 2048) {
    return undefined;
  }
  if (/^pkg:/i.test(text)) {
    return fromPurl(text);
  }
  const url = URL_LIKE.exec(text);
  if (url) {
    return HOST.test(url[1]) || /^localhost(?::\d+)?$/i.test(url[1])
      ? fromHostAndPath(url[1], url[2])
      : undefined;
  }
  const scp = SCP_LIKE.exec(text);
  if (scp) {
    return fromHostAndPath(scp[1], scp[2]);
  }
  const slash = text.indexOf('/');
  const host = slash > 0 ? text.slice(0, slash) : '';
  return HOST.test(host)
    ? fromHostAndPath(host, text.slice(slash + 1).replace(/[?#].*$/, ''))
    : undefined;
}
