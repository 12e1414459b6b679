// SPDX-License-Identifier: Apache-2.0
import { InputError, NotFoundError } from '@backstage/errors';
import {
  PutPipelinesAnswer,
  putPipelinesBodySchema,
  readPipelines,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';
import { savePipelineReach } from '../store/operations/saveReach';
import { IngestOptions } from './IngestOptions';
import { isStorable } from './parseItems';
import { replacePipelines } from './replacePipelines';

/** Reads the raw pipeline files of one entity, and makes them its pipeline definitions. @internal */
export async function putPipelines(
  options: Pick<
    IngestOptions,
    'knex' | 'directory' | 'now' | 'recognition' | 'lookAgain'
  >,
  givenRef: string,
  body: unknown,
): Promise<PutPipelinesAnswer> {
  const entityRef = givenRef.toLocaleLowerCase('en-US');
  const { provider, files, defaultBranch, observedAt } = parseBody(
    putPipelinesBodySchema,
    body,
  );
  const known = await findSources(options, entityRef);
  if (!known) {
    throw new NotFoundError(
      `No scored catalog entity is called '${entityRef}'. Check the reference (kind/namespace/name), and that the entity is in the catalog and passes the model's filter.`,
    );
  }
  const badFile = files.find(({ path }) => !isStorable(path));
  if (badFile) {
    throw new InputError(
      `A path in 'files' contains a NUL character or half of a surrogate pair, which cannot be stored; remove it.`,
    );
  }
  const repository = known.repositories[0];
  const at = observedAt ?? options.now().toISOString();
  const { pipelines, problems } = readPipelines(
    provider,
    files,
    {
      source: repository ?? entityRef,
      observedAt: at,
      entityRef,
      ...(repository ? { repository } : {}),
      ...(defaultBranch ? { defaultBranch } : {}),
    },
    { recognition: options.recognition },
  );
  const { rejected } = await replacePipelines(
    options,
    { entityRef, pipelines, observedAt: at },
    {
      alsoWrite: tx => savePipelineReach(tx, { entityRef, now: options.now() }),
    },
  );
  return {
    entityRef,
    pipelines: pipelines.length - rejected.length,
    problems: [
      ...problems,
      ...rejected.map(({ index, reason }) => ({
        path: pipelines[index].path,
        message: reason,
      })),
    ],
  };
}

async function findSources(
  { directory, lookAgain }: Pick<IngestOptions, 'directory' | 'lookAgain'>,
  entityRef: string,
) {
  const known = (await directory.get()).sources.get(entityRef);
  if (known) {
    return known;
  }
  await lookAgain();
  return (await directory.get()).sources.get(entityRef);
}

/** A body by its schema, or an error that names the first thing that is wrong with it. @internal */
export function parseBody<T extends z.ZodType>(
  schema: T,
  body: unknown,
): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const place = issue.path.join('.');
  throw new InputError(
    place
      ? `The body is not valid at '${place}': ${issue.message}.`
      : `The body is not valid: ${issue.message}.`,
  );
}
