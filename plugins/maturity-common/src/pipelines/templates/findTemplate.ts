// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { Template, TemplateRegistry } from '../types';

function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*')
    ? path.startsWith(pattern.slice(0, -1))
    : path === pattern;
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
  const path = reference.path;
  if (!repository || path === undefined || reference.refKind === 'local') {
    return undefined;
  }
  return registry.templates.find(
    template =>
      template.repository.toLowerCase() === repository &&
      template.paths.some(pattern => matchesPath(pattern, path)),
  );
}
