// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';

const FULL_SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const VERSION = /^(?:.*[@/-])?v?\d+(?:\.\d+){0,2}(?:[-+][\w.+-]+)?$/;
/** What a record holds of a ref; expressions that look for a version take the square of a text's length. */
export const MAX_REF = 256;
const USUAL_BRANCHES = new Set(['main', 'master', 'trunk', 'develop', 'HEAD']);

/** The kind of a ref by its looks; the template registry knows better where it knows the template. @internal */
export function guessRefKind(ref: string): PipelineReference['refKind'] {
  if (ref.startsWith('refs/heads/') || USUAL_BRANCHES.has(ref)) {
    return 'branch';
  }
  if (ref.startsWith('refs/tags/')) {
    return 'tag';
  }
  if (FULL_SHA.test(ref)) {
    return 'sha';
  }
  return VERSION.test(ref) ? 'tag' : 'unknown';
}

/**
 * `# v6.1.0`, `# tag=v6.1.0`, `# renovate: tag=pkg@1.2.3`, `# ratchet:owner/name@v6`: the version written beside a SHA.
 *
 * @internal
 */
export function versionInComment(
  comment: string | undefined,
  called = '',
): string | undefined {
  const repository = called.split('/').slice(0, 2).join('/');
  const words = (comment ?? '')
    .trim()
    .slice(0, MAX_REF)
    .split(/[\s,;]+/)
    .map(word =>
      word
        .replace(/^(?:[a-z]+[=:])+/i, '')
        .replace(/^[(['"]+|[)\].:'"]+$/g, ''),
    )
    // What is called may be repeated before its version.
    .map(word =>
      [called, repository].some(name => name && word.startsWith(`${name}@`))
        ? word.slice(word.lastIndexOf('@') + 1)
        : word.replace(/^(?:pin)?@(?=v?\d)/, ''),
    )
    .filter(word => !/^\d{4}-\d\d-\d\d/.test(word));
  return words.find(word =>
    /^(?:[@\w./-]+[@/-])?v?\d+(?:\.\d+){0,2}(?:[-+][\w.+-]+)?$/.test(word),
  );
}

/**
 * Reads the `uses` of a job: `./path`, or `owner/repo/path@ref`.
 *
 * @internal
 */
export function readUses(options: {
  uses: string;
  host: string;
  job?: string;
  comment?: string;
  inputs?: PipelineReference['inputs'];
}): PipelineReference {
  const { uses, host, job, comment, inputs } = options;
  const common = {
    ...(job === undefined ? {} : { job }),
    ...(inputs === undefined ? {} : { inputs }),
  };
  if (uses.startsWith('./') || uses.startsWith('../')) {
    const path = uses.replace(/^(?:\.\.?\/)+/, '').replace(/@.*$/, '');
    return {
      ...common,
      target: uses,
      ...(path ? { path } : {}),
      refKind: 'local',
    };
  }
  const at = uses.indexOf('@');
  const name = at < 0 ? uses : uses.slice(0, at);
  const ref =
    at < 0 ? undefined : uses.slice(at + 1, at + 1 + MAX_REF) || undefined;
  const [owner, repository, ...path] = name.split('/');
  const version = versionInComment(comment, name);
  return {
    ...common,
    target: `${host}/${name}`,
    ...(owner && repository
      ? { repository: `${host}/${owner}/${repository}` }
      : {}),
    ...(path.length > 0 ? { path: path.join('/') } : {}),
    ...(ref ? { ref } : {}),
    refKind: ref ? guessRefKind(ref) : 'unknown',
    ...(version ? { versionComment: version } : {}),
  };
}
