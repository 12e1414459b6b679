// SPDX-License-Identifier: Apache-2.0
import { repositoryPath } from './repositoryPath';

const SCP_LIKE = /^(?:[^@/\s]+@)?([\w-]+(?:\.[\w-]+)+):(?!\/)(.+)$/;
const URL_LIKE =
  /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:([^@/]*)@)?([^/?#]+)\/?([^?#]*)/i;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}(?::\d+)?$/i;
const LOCAL_HOST = /^localhost(?::\d+)?$/i;
/** The port of ssh says nothing of the host that people and other addresses name. */
const SSH = /^(?:[a-z]+\+)?ssh(?:\+[a-z]+)?$/i;
const DEFAULT_PORT = /:(?:80|443)$/;
const PURL_HOSTS: Record<string, string> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};
/** Hosts that stand for another one: for its API, or for ssh through a firewall. */
const ALIASES: Record<string, string> = {
  'api.github.com': 'github.com',
  'ssh.github.com': 'github.com',
  'raw.githubusercontent.com': 'github.com',
  'codeload.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'api.bitbucket.org': 'bitbucket.org',
  'altssh.bitbucket.org': 'bitbucket.org',
  'ssh.dev.azure.com': 'dev.azure.com',
};

/**
 * Brings every way of naming a repository to `host/path`: the host in lower case, without `www.` and with its port,
 * and the whole path as the provider has it. Undefined when it names none.
 *
 * @remarks
 *
 * It reads web, clone and API addresses, `git@host:owner/name.git`, `url:https://…/tree/main/path/`, package URLs such
 * as `pkg:github/owner/name@v1`, and `host/path` itself, of GitHub, GitLab, Azure DevOps, Bitbucket, Gitea and Forgejo.
 * Two names mean one repository when they are equal without case: see `repositoryKey`.
 *
 * @public
 */
export function normalizeRepository(value: string): string | undefined {
  const text = value
    .trim()
    .replace(/^url:/i, '')
    .replace(/^scm:git:/i, '')
    .replace(/^git\+(?=[a-z+]+:)/i, '');
  if (text === '' || text.length > 2048) {
    return undefined;
  }
  if (/^pkg:/i.test(text)) {
    return fromPurl(text);
  }
  const url = URL_LIKE.exec(text);
  if (url) {
    const [, scheme = '', user, host, path] = url;
    return HOST.test(host) || LOCAL_HOST.test(host)
      ? fromHostAndPath(
          SSH.test(scheme) ? host.replace(/:\d+$/, '') : host,
          path,
          user,
        )
      : undefined;
  }
  const slash = text.indexOf('/');
  const host = slash > 0 ? text.slice(0, slash) : '';
  if (HOST.test(host)) {
    return fromHostAndPath(host, text.slice(slash + 1).replace(/[?#].*$/, ''));
  }
  const scp = SCP_LIKE.exec(text);
  return scp ? fromScp(scp[1], scp[2], text) : undefined;
}

/** What two repositories are compared by; undefined when a name means none. @public */
export function repositoryKey(value: string): string | undefined {
  return normalizeRepository(value)?.toLowerCase();
}

/** `git@host:7999/key/name.git` is no address that ssh reads, but people write it and mean a port. */
function fromScp(host: string, rest: string, text: string) {
  const [, path] =
    host === 'gitlab.com' ? [] : /^\d+\/([^/]+\/[^/]+.*)$/.exec(rest) ?? [];
  const user = /^([^@/\s]+)@/.exec(text)?.[1];
  return fromHostAndPath(host, path ?? rest, user);
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

function fromHostAndPath(
  host: string,
  path: string,
  user?: string,
): string | undefined {
  const name = host
    .toLowerCase()
    .replace(DEFAULT_PORT, '')
    .replace(/^www\./, '')
    .replace(/^api\.(?=[\w-]+\.ghe\.com$)/, '');
  const segments = path.split('/').filter(Boolean).map(decode);
  return repositoryPath({
    host: Object.hasOwn(ALIASES, name) ? ALIASES[name] : name,
    isApi: host.toLowerCase().startsWith('api.'),
    segments,
    ...(user ? { user: decode(user) } : {}),
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of the name.
    return text;
  }
}
