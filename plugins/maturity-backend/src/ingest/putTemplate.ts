// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  buildTemplate,
  normalizeRepository,
  PutTemplateAnswer,
  putTemplateBodySchema,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { IngestOptions } from './IngestOptions';
import { isStorable } from './parseItems';
import { parseBody } from './putPipelines';

/** Declares a golden path with its versions, replacing what was sent for it before. @internal */
export async function putTemplate(
  options: Pick<IngestOptions, 'templates' | 'recognition'>,
  id: string,
  body: unknown,
  origin: 'api' | 'collector',
): Promise<PutTemplateAnswer> {
  const declaration = parseBody(putTemplateBodySchema, body);
  if (!isStorable(id)) {
    throw new InputError(
      'The id of the golden path contains a NUL character, which cannot be stored; remove it.',
    );
  }
  if (!normalizeRepository(declaration.repository)) {
    throw new InputError(
      `'repository' is '${declaration.repository}', which names no repository; write 'host/owner/name' or a URL.`,
    );
  }
  const { template, problems } = buildTemplate({ id, ...declaration }, options);
  await options.templates.put(template, origin);
  return {
    id,
    versions: template.versions.length,
    snapshots: template.snapshots.length,
    problems,
  };
}
