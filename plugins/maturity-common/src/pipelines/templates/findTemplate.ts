// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { Template, TemplateRegistry } from '../types';

function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*')
    ? path.startsWith(pattern.slice(0, -1))
    : path === pattern;
}

const COMPONENT = /^templates\/([^/]+)\.yml$/;

/**
 * The paths that a called file may have: the address of a GitLab component stands for `templates/<name>.yml` as well
 * as for `templates/<name>/template.yml`.
 *
 * @public
 */
export function pathsOfCall({ path }: Pick<PipelineReference, 'path'>) {
  const name = COMPONENT.exec(path ?? '')?.[1];
  const folder = name === undefined ? [] : [`templates/${name}/template.yml`];
  return path === undefined ? [] : [path, ...folder];
}

/**
 * The approved template that a reference calls: its repository and path match one. Hosts ignore the case of
 * owners and names, so it is ignored here.
 *
 * @internal
 */
export function findTemplate(
  reference: PipelineReference,
  registry: TemplateRegistry,
): Template | undefined {
  const repository = reference.repository?.toLowerCase();
  const paths = pathsOfCall(reference);
  if (!repository || paths.length === 0 || reference.refKind === 'local') {
    return undefined;
  }
  return registry.templates.find(
    template =>
      template.repository.toLowerCase() === repository &&
      template.paths.some(pattern =>
        paths.some(path => matchesPath(pattern, path)),
      ),
  );
}
