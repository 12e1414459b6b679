// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../records';
import { jenkinsBuildSchema } from './jenkinsBuildSchema';

const word = z.string().trim().min(1).max(2048);
/** An optional text: anything else in its place is passed over, for only its own event would suffer. */
const loose = word.optional().catch(undefined);
interface SubjectReference {
  id?: string;
  source?: string;
  name?: string;
  owner?: string;
  url?: string;
  uri?: string;
}

/** `{ id, source }`, or the bare id that some senders write. */
const subjectReference = z
  .union([
    z.object({
      id: loose,
      source: loose,
      name: loose,
      owner: loose,
      url: loose,
      uri: loose,
    }),
    word.transform((id): SubjectReference => ({ id })),
  ])
  .optional()
  .catch(undefined);

/** Context of a CDEvent: `version` up to 0.4, `specversion` from 0.5 on. */
export const contextSchema = z.looseObject({
  version: word.optional(),
  specversion: word.optional(),
  id: z
    .string({ error: "'context.id' is missing. Give each event an id." })
    .trim()
    .min(1, "'context.id' is empty. Give each event an id.")
    .max(512, "'context.id' is longer than 512 characters."),
  source: z
    .string({
      error:
        "'context.source' is missing. Name the sender by a URI reference, for example 'github.com/acme/shop'.",
    })
    .trim()
    .min(1, "'context.source' is empty. Name the sender by a URI reference.")
    .max(512, "'context.source' is longer than 512 characters."),
  type: z
    .string({
      error:
        "'context.type' is missing. It reads like 'dev.cdevents.service.deployed.0.2.0'.",
    })
    .trim()
    .max(256, "'context.type' is longer than 256 characters."),
  timestamp: z
    .string({
      error:
        "'context.timestamp' is missing. It must be an ISO 8601 instant with a time zone.",
    })
    .pipe(instantSchema),
  chainId: z.string().trim().min(1).max(512).optional(),
});

/** Content of all subjects that are read; each event fills a few of the fields. */
export const contentSchema = z.looseObject({
  repository: subjectReference,
  environment: subjectReference,
  service: subjectReference,
  change: subjectReference,
  pipelineRun: subjectReference,
  artifactId: loose,
  name: loose,
  owner: loose,
  url: loose,
  uri: loose,
  viewUrl: loose,
  outcome: loose,
  errors: z.string().optional().catch(undefined),
  // approval.*, 0.6 draft
  approvalDetailsUrl: loose,
  resourceTargetUrl: loose,
  requestor: z.unknown().optional(),
  responder: z.unknown().optional(),
  decision: loose,
  status: loose,
});

export const customDataSchema = z
  .looseObject({
    repository: loose,
    service: loose,
    environment: subjectReference,
    commitSha: loose,
    revision: loose,
    sha: loose,
    releaseTag: loose,
    version: loose,
    committedAt: instantSchema.optional().catch(undefined),
    hotfix: z.boolean().optional().catch(undefined),
    revert: z.boolean().optional().catch(undefined),
    rollback: z.boolean().optional().catch(undefined),
    trigger: z
      .enum(['push', 'manual', 'schedule', 'release', 'api'])
      .optional()
      .catch(undefined),
    gate: loose,
    // The CDEvents plugin of Jenkins
    id: z.number().int().optional().catch(undefined),
    url: loose,
    build: jenkinsBuildSchema,
  })
  .catch({} as never);

export const cdeventSchema = z.looseObject({
  context: contextSchema,
  subject: z.looseObject({
    id: z
      .string({
        error: "'subject.id' is missing. It names what the event is about.",
      })
      .trim()
      .min(1, "'subject.id' is empty. It names what the event is about.")
      .max(2048, "'subject.id' is longer than 2,048 characters."),
    source: loose,
    content: contentSchema.optional().default({} as never),
  }),
  customData: z.unknown().optional(),
});

/** @internal */
export type Cdevent = z.output<typeof cdeventSchema>;
