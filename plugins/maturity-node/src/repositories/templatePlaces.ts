// SPDX-License-Identifier: Apache-2.0
import { DeclaredTemplate } from '../DeliveryCollector';
import { RepositoryPlace } from './RepositoryTarget';

/** A golden path, and where its repository is. @public */
export interface TemplatePlace extends RepositoryPlace {
  template: DeclaredTemplate;
}

/** Where the golden paths of one provider are; `path` keeps the case in which it was declared. @public */
export function templatePlaces(
  templates: readonly DeclaredTemplate[],
  provider: string,
): TemplatePlace[] {
  return templates.flatMap(template => {
    const [host, ...path] = template.repository.split('/');
    return template.provider === provider && host && path.length > 1
      ? [{ template, host: host.toLowerCase(), path: path.join('/') }]
      : [];
  });
}
