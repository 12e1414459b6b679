// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { guessRefKind, MAX_REF } from '../github/readUses';
import { simpleValues } from '../readJob';
import { asList, asText, isMap, YamlMap } from '../yaml';

/** One entry of `include`: a path of the same repository, or a reference to somewhere else. @internal */
export type Include =
  | { kind: 'local'; path: string; inputs?: unknown; rules?: YamlMap[] }
  | {
      kind: 'reference';
      reference: PipelineReference;
      template?: string;
      rules?: YamlMap[];
    };

const RAW_URL = /^https?:\/\/([^/]+)\/(.+?)\/-\/(?:raw|blob)\/([^?#]+)/;
const RAW_GITHUB_URL =
  /^https?:\/\/raw\.(github)usercontent\.com\/([^/]+\/[^/]+)\/(?:refs\/(?:heads|tags)\/)?([^?#]+)/;
const SERVER_VARIABLES = /\$\{?CI_SERVER_(?:FQDN|HOST)\}?/;

function clean(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '');
}

function withRef(written: string | undefined) {
  const ref = written?.slice(0, MAX_REF);
  return {
    ...(ref ? { ref } : {}),
    // Without a ref GitLab reads the default branch.
    refKind: ref ? guessRefKind(ref) : ('branch' as const),
  };
}

function projectInclude(
  entry: Record<string, unknown>,
  project: string,
  host: string,
): Include[] {
  const inputs = simpleValues(entry.inputs);
  return asList(entry.file).flatMap(item => {
    const file = asText(item);
    if (!file) {
      return [];
    }
    const path = clean(file);
    return [
      {
        kind: 'reference' as const,
        reference: {
          target: `${host}/${clean(project)}/${path}`,
          repository: `${host}/${clean(project)}`,
          path,
          ...withRef(asText(entry.ref)),
          ...(inputs ? { inputs } : {}),
        },
      },
    ];
  });
}

function componentInclude(
  component: string,
  entryInputs: unknown,
  host: string,
): Include {
  const address = component.replace(SERVER_VARIABLES, host);
  const at = address.lastIndexOf('@');
  const name = at < 0 ? address : address.slice(0, at);
  const ref = at < 0 ? undefined : address.slice(at + 1);
  const segments = name.split('/');
  const inputs = simpleValues(entryInputs);
  return {
    kind: 'reference',
    template: `${name}/`,
    reference: {
      target: name,
      repository: segments.slice(0, -1).join('/'),
      path: `templates/${segments[segments.length - 1]}.yml`,
      ...withRef(ref),
      // `~latest` moves with every release.
      ...(ref === '~latest' ? { refKind: 'branch' as const } : {}),
      ...(inputs ? { inputs } : {}),
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No escape sequences of a URL after all: the text stands for itself.
    return text;
  }
}

function remoteInclude(url: string): Include {
  const match = RAW_URL.exec(url) ?? RAW_GITHUB_URL.exec(url);
  if (!match) {
    return {
      kind: 'reference',
      reference: { target: url, refKind: 'unknown' },
    };
  }
  const [, place, project, rest] = match;
  const host = place === 'github' ? 'github.com' : place;
  const [ref, ...path] = rest.split('/');
  return {
    kind: 'reference',
    reference: {
      target: url,
      repository: `${host.toLowerCase()}/${project}`,
      path: path.join('/'),
      ...withRef(decoded(ref)),
    },
  };
}

/**
 * Reads `include` in its five forms (local, project, remote, template, component) and both spellings.
 *
 * @internal
 */
export function readIncludes(value: unknown, host: string): Include[] {
  return asList(value).flatMap((entry): Include[] => {
    const short = asText(entry);
    if (short) {
      return /^https?:\/\//.test(short)
        ? [remoteInclude(short)]
        : [{ kind: 'local', path: clean(short) }];
    }
    if (!isMap(entry)) {
      return [];
    }
    const rules = Array.isArray(entry.rules)
      ? entry.rules.filter(isMap)
      : undefined;
    return readEntry(entry, host).map(include => ({
      ...include,
      ...(rules && { rules }),
    }));
  });
}

function readEntry(entry: YamlMap, host: string): Include[] {
  const local = asText(entry.local);
  const project = asText(entry.project);
  const remote = asText(entry.remote);
  const component = asText(entry.component);
  const template = asText(entry.template);
  if (local) {
    return [{ kind: 'local', path: clean(local), inputs: entry.inputs }];
  }
  if (project) {
    return projectInclude(entry, project, host);
  }
  if (remote) {
    return [remoteInclude(remote)];
  }
  if (component) {
    return [componentInclude(component, entry.inputs, host)];
  }
  if (template) {
    const path = `lib/gitlab/ci/templates/${template}`;
    return [
      {
        kind: 'reference',
        template,
        reference: {
          target: `${host}/gitlab-org/gitlab/${path}`,
          repository: `${host}/gitlab-org/gitlab`,
          path,
          refKind: 'unknown',
        },
      },
    ];
  }
  return [];
}
