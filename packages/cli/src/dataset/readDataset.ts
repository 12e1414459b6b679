// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const repositorySchema = z.object({
  repository: z.string().min(1),
  path: z.string().min(1),
  isGoldenPath: z.boolean().default(false),
  defaultBranch: z.string().optional(),
  headCommittedAt: z.string().optional(),
});

const indexSchema = z.object({ repositories: z.array(repositorySchema) });

const tagSchema = z.object({
  tag: z.string(),
  kind: z.string().optional(),
  commitSha: z.string(),
  releasedAt: z.string().optional(),
  callableWorkflowPaths: z.array(z.string()).default([]),
});

const releaseSchema = z.object({ tag: z.string(), commitSha: z.string() });

const deliverySchema = z.object({
  repository: z.string().min(1),
  host: z.string().default('github.com'),
  defaultBranch: z.string().optional(),
  headSha: z.string().optional(),
  headCommittedAt: z.string().optional(),
  releasesAll: z.array(releaseSchema).default([]),
  commits: z.array(z.object({ sha: z.string() })).default([]),
  goldenPath: z
    .object({
      approvedAtHead: z.array(z.string()).default([]),
      tags: z.array(tagSchema).default([]),
    })
    .optional(),
});

/** What `delivery.json` says of a repository, as far as the import needs it. */
export type Delivery = z.output<typeof deliverySchema>;

/** One repository of the folder. */
export interface DatasetRepository {
  folder: string;
  isGoldenPath: boolean;
  delivery: Delivery;
}

/** Reads `index.json` and each repository's `delivery.json`. */
export function readDataset(folder: string): DatasetRepository[] {
  const { repositories } = readJson(
    path.join(folder, 'index.json'),
    indexSchema,
  );
  return repositories.map(entry => {
    const own = path.join(folder, entry.path);
    return {
      folder: own,
      isGoldenPath: entry.isGoldenPath,
      delivery: readJson(path.join(own, 'delivery.json'), deliverySchema),
    };
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
    value = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InputError(`'${file}' is no JSON: ${(error as Error).message}`);
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new InputError(`'${file}': ${z.prettifyError(result.error)}`);
  }
  return result.data;
}
