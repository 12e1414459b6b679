// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { readInstant } from './readInstant';
import { safeUrl } from './safeUrl';

const INSTANT_ERROR =
  "must be an ISO 8601 instant with a time zone, for example '2026-11-22T08:30:00Z'";

/**
 * An instant, accepted as any ISO 8601 date-time with an offset, or as what plainly means one, and normalized to UTC
 * with milliseconds (`2026-11-22T08:30:00.000Z`), so that equal instants are equal strings and strings sort by time.
 *
 * @public
 */
export const instantSchema = z
  .string({ error: INSTANT_ERROR })
  .meta({ format: 'date-time' })
  .transform((value, context) => {
    const read = readInstant(value);
    if (!read) {
      context.addIssue({ code: 'custom', message: INSTANT_ERROR });
      return z.NEVER;
    }
    return read.instant;
  });

const text = (max: number) => z.string().trim().min(1).max(max);

const addressSchema = z
  .string()
  .transform(address => safeUrl(address))
  .optional()
  .describe(
    'Address on the web, `http` or `https` without credentials; any other is left out',
  );

/**
 * How a record names the entity that it belongs to. `entityRef` wins; otherwise `repository`
 * (`host/owner/name`, any URL form is normalized) is matched to the catalog, narrowed by `service` and by `paths`.
 */
const header = {
  source: text(512).describe(
    'Who observed it, for example `github.com/acme/shop`',
  ),
  id: text(512).describe('Unique within the source'),
  observedAt: instantSchema.describe('When this state was seen'),
  observation: text(512)
    .optional()
    .describe('Id of the observation; breaks ties of observedAt'),
  entityRef: text(512).optional(),
  repository: text(1024).optional(),
  service: text(512)
    .optional()
    .describe('CDEvents service or provider environment, for monorepos'),
};

/** @public */
export const TIERS = [
  'production',
  'staging',
  'testing',
  'development',
  'other',
] as const;
/** @public */
export const tierSchema = z.enum(TIERS);

/** @public */
export const WAIT_KINDS = [
  'approval',
  'timer',
  'concurrency',
  'queue',
] as const;

/** @public */
export const waitSchema = z.object({
  kind: z.enum(WAIT_KINDS),
  gate: text(512).describe('Name of the gate, environment or job waited at'),
  from: instantSchema,
  to: instantSchema.optional().describe('Absent while still waiting'),
  decision: z.enum(['approved', 'rejected', 'timed-out']).optional(),
  approvers: z.number().int().min(0).max(1000).optional(),
  selfApproved: z.boolean().optional(),
  url: addressSchema,
});

/** @public */
export const changeSchema = z.object({
  revision: text(256),
  committedAt: instantSchema,
  openedAt: instantSchema
    .optional()
    .describe('When its pull or merge request was opened'),
  mergedAt: instantSchema.optional(),
});

/** The most changes that one deployment carries. @public */
export const MAX_CHANGES_PER_DEPLOYMENT = 1000;

/** @public */
export const deploymentSchema = z.object({
  ...header,
  environment: text(256),
  tier: tierSchema
    .optional()
    .describe("From the provider's own field; else decided by pattern"),
  revision: text(256).optional(),
  version: text(256).optional(),
  requestedAt: instantSchema.optional(),
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema
    .optional()
    .describe('Time of the first terminal status'),
  outcome: z
    .enum([
      'pending',
      'succeeded',
      'failed',
      'canceled',
      'rejected',
      'superseded',
    ])
    .optional(),
  trigger: z.enum(['push', 'manual', 'schedule', 'release', 'api']).optional(),
  waits: z.array(waitSchema).max(1000).optional(),
  pipeline: z
    .object({
      path: text(1024).optional(),
      job: text(256).optional().describe('Name of the job that deployed'),
      run: text(512)
        .optional()
        .describe(
          'The pipeline run, unique within the source: deployments of one run are one release',
        ),
      attempt: z
        .number()
        .int()
        .min(1)
        .optional()
        .describe('Which attempt of the run, where runs are run again'),
      parent: text(512)
        .optional()
        .describe('The run that started this one as a part of itself'),
      template: z
        .object({ id: text(256), ref: text(256).optional() })
        .optional(),
    })
    .optional(),
  changes: z.array(changeSchema).max(MAX_CHANGES_PER_DEPLOYMENT).optional(),
  truncated: z.boolean().optional(),
  rollback: z.boolean().optional(),
  hotfix: z.boolean().optional(),
  url: addressSchema,
});

/** @public */
export const provisioningSchema = z.object({
  ...header,
  subject: z.enum(['service', 'environment']),
  environment: text(256).optional(),
  requestedAt: instantSchema,
  requestBasis: z.enum(['scaffolder', 'ticket', 'api', 'repository']),
  repositoryAt: instantSchema.optional(),
  templateDoneAt: instantSchema.optional(),
  firstGreenBuildAt: instantSchema.optional(),
  firstDeploymentAt: instantSchema.optional(),
  abandonedAt: instantSchema
    .optional()
    .describe('When the request ended without what it asked for'),
  selfService: z.boolean().optional(),
  waits: z.array(waitSchema).max(1000).optional(),
  template: z.object({ id: text(512), ref: text(256).optional() }).optional(),
  url: addressSchema,
});

/** @public */
export const incidentSchema = z.object({
  ...header,
  openedAt: instantSchema,
  resolvedAt: instantSchema.optional(),
  deployment: text(512)
    .optional()
    .describe('Id (or `source` + space + id) of the deployment that caused it'),
  environment: text(256)
    .optional()
    .describe(
      'Where it happened; without a deployment, the last one there within 24 h before it caused it',
    ),
  url: addressSchema,
});

/** @public */
export const factSchema = z.object({
  ...header,
  fact: text(256).describe('What a custom check asks for'),
  value: z.union([z.number(), z.boolean(), text(1024)]),
  url: addressSchema,
});

/** @public */
export const STAGES = [
  'build',
  'test',
  'lint',
  'security-scan',
  'deploy',
  'rollback',
  'release',
] as const;
/** @public */
export const stageSchema = z.enum(STAGES);

/** @public */
export const SAFETY_DEFAULTS = [
  'feature-flags',
  'automated-rollback',
  'central-secrets',
] as const;
/** @public */
export const safetySchema = z.enum(SAFETY_DEFAULTS);

/** @public */
export const pipelineReferenceSchema = z.object({
  job: text(256).optional(),
  target: text(2048).describe(
    'What is called: `host/owner/repo/path`, a local path, or a URL',
  ),
  repository: text(1024).optional(),
  path: text(1024).optional(),
  ref: text(256).optional(),
  refKind: z.enum(['branch', 'tag', 'sha', 'local', 'unknown']),
  versionComment: text(256)
    .optional()
    .describe('Version written beside a SHA, as in `@<sha> # v6.1.0`'),
  inputs: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional(),
});

/** @public */
export const gateSchema = z.object({
  environment: text(256).optional(),
  kind: z.enum([
    'required-reviewers',
    'wait-timer',
    'manual-job',
    'approval-action',
    'branch-policy',
  ]),
  tier: tierSchema
    .optional()
    .describe("Of its environment, from the provider's own field"),
  gate: text(256).describe('Name shown to people; gates of one name are one'),
  job: text(600)
    .optional()
    .describe(
      'Job of the pipeline files in which it stands; absent where the provider holds it',
    ),
  reviewers: z.number().int().min(0).optional(),
  minutes: z.number().min(0).optional(),
});

/** @public */
export const pipelineJobSchema = z.object({
  id: text(256),
  stages: z.array(stageSchema),
  uses: z.array(text(2048)),
  environment: text(256).optional(),
  triggers: z.array(text(256)),
  scanTriggers: z
    .array(text(256))
    .optional()
    .describe(
      'Triggers under which its security scan runs, where these are not all',
    ),
  calls: z
    .array(pipelineReferenceSchema)
    .describe('Reusable pipelines that this job calls'),
  condition: text(10_000)
    .optional()
    .describe('Condition as written; decided where inputs decide it'),
  needs: z.array(text(256)).max(5000).optional(),
});

/**
 * One job that deploys when a pipeline runs, as the files tell: where to, what starts it, and what stands before it.
 * How a change gets to production is decided from these, so both providers write the same.
 *
 * @public
 */
export const plannedDeploymentSchema = z.object({
  job: text(600).describe(
    'Id of the job; ` / ` stands between a job and the job of the file that it calls',
  ),
  environment: text(256)
    .optional()
    .describe(
      'Name of the environment with inputs, variables and matrix values inserted; else the words that tell where to. Absent where nothing tells',
    ),
  tier: tierSchema.optional().describe("From the file's own field"),
  basis: z
    .enum(['declared', 'inferred'])
    .describe('Named as an environment, or told by words'),
  purpose: z
    .enum(['change', 'rollback', 'chore'])
    .describe('What it is for; only `change` is a way to production'),
  seen: z
    .boolean()
    .describe('Whether a step or a call is known that deploys something'),
  events: z
    .array(text(256))
    .max(100)
    .describe(
      'What can start it, a chain of pipelines included: `push`, `tag`, `schedule`, `workflow_dispatch`, `manual`, …',
    ),
  gates: z
    .array(gateSchema)
    .max(100)
    .describe('What waits for a person before it, as the files show'),
  passes: z
    .array(text(256))
    .max(100)
    .describe(
      'Environments of the jobs before it and its own: their protection stands before it, too',
    ),
  calls: z
    .array(pipelineReferenceSchema)
    .max(100)
    .describe('Pipelines elsewhere that must have run before it'),
  through: pipelineReferenceSchema
    .optional()
    .describe('The pipeline elsewhere that does it'),
});

/** @public */
export const pipelineSchema = z.object({
  ...header,
  provider: z.enum(['github', 'gitlab']),
  path: text(1024),
  jobs: z.array(pipelineJobSchema).max(5000),
  references: z.array(pipelineReferenceSchema).max(5000),
  gates: z.array(gateSchema).max(1000),
  gatesComplete: z
    .boolean()
    .optional()
    .describe(
      'True when the gate inventory of the provider (environments, protection rules) was read, so that none found means none',
    ),
  stages: z.array(stageSchema),
  scanTriggers: z.array(text(256)),
  deploysTo: z.array(text(256)),
  deployments: z
    .array(plannedDeploymentSchema)
    .max(1000)
    .optional()
    .describe('Absent where the pipeline was not read from its files'),
  safety: z.array(safetySchema).optional(),
  triggers: z.array(text(256)).optional(),
  inputs: z
    .record(
      z.string(),
      z.object({
        default: z.union([z.string(), z.number(), z.boolean()]).optional(),
      }),
    )
    .optional()
    .describe('Inputs that a caller of this file may give'),
});

/** @public */
export type Instant = string;
/** @public */
export type Tier = z.output<typeof tierSchema>;
/** @public */
export type Wait = z.output<typeof waitSchema>;
/** @public */
export type WaitKind = Wait['kind'];
/** @public */
export type Change = z.output<typeof changeSchema>;
/** @public */
export type Deployment = z.output<typeof deploymentSchema>;
/** @public */
export type Provisioning = z.output<typeof provisioningSchema>;
/** @public */
export type Incident = z.output<typeof incidentSchema>;
/** @public */
export type Fact = z.output<typeof factSchema>;
/** @public */
export type Stage = z.output<typeof stageSchema>;
/** @public */
export type SafetyDefault = z.output<typeof safetySchema>;
/** @public */
export type PipelineReference = z.output<typeof pipelineReferenceSchema>;
/** @public */
export type Gate = z.output<typeof gateSchema>;
/** @public */
export type PipelineJob = z.output<typeof pipelineJobSchema>;
/** @public */
export type PlannedDeployment = z.output<typeof plannedDeploymentSchema>;
/** @public */
export type PipelineDefinition = z.output<typeof pipelineSchema>;

/** @public */
export const RECORD_TYPES = [
  'deployment',
  'pipeline',
  'provisioning',
  'incident',
  'fact',
] as const;
/** @public */
export type RecordType = (typeof RECORD_TYPES)[number];

/** One normalized delivery fact, tagged with what it is. @public */
export type DeliveryRecord =
  | { type: 'deployment'; record: Deployment }
  | { type: 'pipeline'; record: PipelineDefinition }
  | { type: 'provisioning'; record: Provisioning }
  | { type: 'incident'; record: Incident }
  | { type: 'fact'; record: Fact };

/** All records of one entity, by type. @public */
export interface EntityRecords {
  deployments: Deployment[];
  pipelines: PipelineDefinition[];
  provisionings: Provisioning[];
  incidents: Incident[];
  facts: Fact[];
}
