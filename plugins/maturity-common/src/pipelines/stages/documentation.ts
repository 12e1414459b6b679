// SPDX-License-Identifier: Apache-2.0
import { commandLines } from './commandLines';

/** Actions that publish on GitHub Pages, in lower case and without their version. */
const PAGES_ACTION =
  /^(?:actions\/deploy-pages|[^/]+\/[^/]*(?:gh|github)-pages[^/]*|[^/]+\/jekyll-deploy-action|[^/]+\/(?:deploy-mkdocs|mkdocs-deploy|mkdocs-gh-deploy)[^/]*)$/;
/** Commands that publish on Pages by a branch `gh-pages`, and scripts that are called after what they publish. */
const PAGES_COMMAND =
  /\bmkdocs gh-deploy\b|\bmike (?:deploy|set-default|alias)\b|\bghp-import\b|\bgh-pages (?:-d|--dist)\b|\bdocusaurus deploy\b|\bangular-cli-ghpages\b|\bquarto publish gh-pages\b|\bgit (?:subtree )?push\b.*\bgh-pages\b|\b(?:docs?|documentation|storybook)[-:_]deploy\b|\bdeploy[-:_](?:docs?|documentation|storybook|(?:gh-?)?pages)\b/;
/** What documents a service; `pages` alone may be those of a shop. */
const DOCUMENTS =
  /\b(?:docs?|documentation|mkdocs|storybook|chromatic|gh ?pages|github pages|gitlab pages|coverage report|test report)\b/;
/** What may stand beside it in the name of a file that does nothing else. */
const BESIDE_DOCUMENTS =
  /\b(?:docs?|documentation|mkdocs|storybook|gh ?pages|github|gitlab|pages|site|website|deploy(?:s|ment|ing)?|publish(?:es|ing)?|build(?:s|ing)?|update(?:s)?|generate|release|api|to|the|and|on|of|for)\b/g;
/** Environments of documentation; GitHub makes the first one for Pages. */
const DOCUMENTS_ENVIRONMENT =
  /^(?:github[-_ ]pages|gh[-_ ]pages|pages|docs?|documentation|storybook)(?:[-_/ ].*)?$/i;

function wordsOf(text: string): string {
  return text
    .replace(/\.ya?ml$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Whether a name speaks of documentation. @internal */
export function namesDocumentation(name: string): boolean {
  return DOCUMENTS.test(wordsOf(name));
}

/** Whether a name speaks of documentation and of nothing else: `Deploy docs to GitHub Pages`. @internal */
export function namesOnlyDocumentation(name: string): boolean {
  const words = wordsOf(name);
  return (
    DOCUMENTS.test(words) && words.replace(BESIDE_DOCUMENTS, '').trim() === ''
  );
}

/** Whether an action publishes on Pages. @internal */
export function isPagesAction(uses: string): boolean {
  return PAGES_ACTION.test(uses.replace(/@.*$/, '').toLowerCase());
}

/** Whether a script publishes on Pages. @internal */
export function publishesPages(script: string): boolean {
  // Scripts are long, and few of them speak of it.
  return (
    /deploy|pages|ghp-import|\bmike\b/.test(script) &&
    commandLines(script).some(line => PAGES_COMMAND.test(line))
  );
}

/** What a job says that publishes something. */
export interface Publication {
  /** From the nearest to the farthest: the job, who calls it, the file. */
  names: readonly string[];
  /** The environments that it may have, as far as they are known. */
  environments: readonly string[];
  /** Whether it publishes on GitHub Pages or GitLab Pages. */
  onPages: boolean;
}

/**
 * Whether a job that is not seen to deploy anything else only publishes documentation, which puts no service into an
 * environment: no stage `deploy`, no way to production, no gate.
 *
 * A repository that *is* a site looks the same in its files as a library with a manual, so its files alone do not
 * decide: Pages count as a deployment where somebody says so, by an environment that is not Pages' own
 * (`environment: production`) of a job that is not called after documentation, or by an entry of the configuration that makes the action or command a `deploy`.
 *
 * @internal
 */
export function isDocumentation({
  names,
  environments,
  onPages,
}: Publication): boolean {
  const [job = '', ...farther] = names;
  if (namesDocumentation(job) || farther.some(namesOnlyDocumentation)) {
    return true;
  }
  return environments.length > 0
    ? environments.every(name => DOCUMENTS_ENVIRONMENT.test(name.trim()))
    : onPages;
}
