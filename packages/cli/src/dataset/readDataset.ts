// SPDX-License-Identifier: Apache-2.0
import { InputError, toError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Absent, or null as other writers of JSON say it. */
const text = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(value => value ?? []);

const repositorySchema = z.object({
  repository: z.string().min(1),
  path: text,
  isGoldenPath: z.boolean().nullish(),
});

const indexSchema = z.object({
  repositories: z.array(repositorySchema),
  goldenPaths: list(z.object({ repository: z.string() })),
});

const tagSchema = z.object({
  tag: z.string(),
  kind: text,
  commitSha: z.string(),
  releasedAt: text,
  callableWorkflowPaths: list(z.string()),
});

const releaseSchema = z.object({ tag: z.string(), commitSha: z.string() });

const deliverySchema = z.object({
  repository: z.string().min(1),
  host: text.transform(host => host ?? 'github.com'),
  defaultBranch: text,
  headSha: text,
  headCommittedAt: text,
  releasesAll: list(releaseSchema),
  commits: list(z.object({ sha: z.string() })),
  goldenPath: z
    .object({ approvedAtHead: list(z.string()), tags: list(tagSchema) })
    .nullish(),
});

/** What `delivery.json` says of a repository, as far as the import needs it. */
export type Delivery = z.output<typeof deliverySchema>;

/** One repository of the folder. */
export interface DatasetRepository {
  folder: string;
  isGoldenPath: boolean;
  delivery: Delivery;
}

/**
 * Reads `index.json` and each repository's `delivery.json`. A repository that cannot be read is told, and the others
 * are read.
 */
export function readDataset(
  folder: string,
  onUnreadable: (repository: string, reason: string) => void,
): DatasetRepository[] {
  const { repositories, goldenPaths } = readJson(
    path.join(folder, 'index.json'),
    indexSchema,
  );
  const golden = new Set(goldenPaths.map(({ repository }) => repository));
  return repositories.flatMap(entry => {
    const own = path.join(folder, entry.path ?? entry.repository);
    try {
      return [
        {
          folder: own,
          isGoldenPath: entry.isGoldenPath ?? golden.has(entry.repository),
          delivery: readJson(path.join(own, 'delivery.json'), deliverySchema),
        },
      ];
    } catch (error) {
      onUnreadable(entry.repository, toError(error).message);
      return [];
    }
  });
}

function readJson<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  if (!fs.existsSync(file)) {
    throw new InputError(
      `'${file}' does not exist. Give the folder that holds index.json; docs/ingest.md describes its layout.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`'${file}' is no JSON: ${(error as Error).message}`);
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new InputError(`'${file}': ${z.prettifyError(result.error)}`);
  }
  return result.data;
}
