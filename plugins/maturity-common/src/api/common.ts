// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { REACH_KINDS } from '../records';

/** What `delta30d` says, wherever it is answered. @internal */
export const DELTA_30D =
  'Score now minus 30 days ago, without what changes of the model moved; absent where much more or less is known than then';

/** Version segment of every path: `/api/maturity/v1`. @public */
export const API_VERSION = 'v1';

/** @public */
export const entityPathSchema = z.object({
  kind: z.string().min(1).max(63),
  namespace: z.string().min(1).max(63),
  name: z.string().min(1).max(63),
});

/** A page's size; cursors are opaque. @public */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(25),
  cursor: z.string().max(2000).optional(),
});

const list = z
  .union([z.string(), z.array(z.string())])
  .transform(value =>
    (Array.isArray(value) ? value : [value])
      .flatMap(v => v.split(','))
      .map(v => v.trim())
      .filter(Boolean),
  )
  .optional();

/**
 * Which entities: each parameter may be repeated or comma-separated (any of), different parameters all apply.
 * `owner` includes nested groups. `level` takes numbers and `none` (no level).
 *
 * @public
 */
export const entityFilterSchema = z.object({
  owner: list,
  system: list,
  domain: list,
  type: list,
  lifecycle: list,
  tier: list,
  level: list,
  dimension: z
    .string()
    .max(64)
    .optional()
    .describe('Makes `level` and `atTarget` speak of this dimension'),
  atTarget: z.enum(['true', 'false']).optional(),
  check: z
    .string()
    .max(64)
    .optional()
    .describe('Entities below target in this check'),
  entityRef: list,
  q: z.string().trim().max(200).optional().describe('Part of name or title'),
});
/** @public */
export type EntityFilter = z.output<typeof entityFilterSchema>;
/** @public */
export type EntityFilterInput = z.input<typeof entityFilterSchema>;

/** What a scorecard knows of its entity. @public */
export const entityAttributesSchema = z.object({
  entityRef: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  title: z.string().optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
  domain: z.string().optional(),
  type: z.string().optional(),
  lifecycle: z.string().optional(),
  tier: z.string().optional(),
});
/** @public */
export type EntityAttributes = z.output<typeof entityAttributesSchema>;

/**
 * Why a source is not simply well, for who decides what is to be done: the words beside it are for people.
 * `stale`: its host is down or out of budget and is asked again; `error`: anything else that failed; `not-found`,
 * `no-permission`: refused by the host; `disabled`: closed by the host; `renamed`, `archived`, `empty`: read well, with a
 * remark; `not-connected`: something is to be added first; `not-read-yet`: the next run reads it.
 *
 * @public
 */
export const sourceReasonSchema = z.enum([
  'stale',
  'error',
  'not-found',
  'no-permission',
  'disabled',
  'renamed',
  'archived',
  'empty',
  'not-connected',
  'not-read-yet',
]);
/** @public */
export type SourceReason = z.output<typeof sourceReasonSchema>;

/** A shared thing that holds back whoever uses it; its owner repairs it for all of them. @public */
export const sharedCauseSchema = z.object({
  kind: z.enum(['template', 'gate', 'provisioning-route', 'source']),
  key: z
    .string()
    .describe(
      'Names the thing itself: template id and version, gate, Scaffolder template or basis of requests, host',
    ),
  title: z.string().describe("The thing's name for people"),
});

/** What repairing a check lifts: the scorecard or a dimension, never both. @public */
export const liftSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('scorecard'), level: z.number() }),
  z.object({
    what: z.literal('dimension'),
    dimensionId: z.string(),
    level: z.number(),
  }),
]);

/** @public */
export const evidenceItemSchema = z.object({
  kind: z.enum([
    'deployment',
    'wait',
    'change',
    'pipeline',
    'reference',
    'gate',
    'provisioning',
    'incident',
    'fact',
    'stage',
  ]),
  source: z.string(),
  id: z.string(),
  label: z.string(),
  value: z.number().optional(),
  countsWell: z
    .boolean()
    .optional()
    .describe('True where nothing is wrong with it; such items come last'),
  at: z.string().optional(),
  cause: sharedCauseSchema
    .optional()
    .describe("Set where it is no thing of the entity's own"),
  url: z.string().optional(),
  parts: z
    .array(
      z.object({
        source: z.string(),
        id: z.string(),
        label: z.string(),
        outcome: z.enum([
          'pending',
          'succeeded',
          'failed',
          'canceled',
          'rejected',
          'superseded',
        ]),
        at: z.string().optional(),
        url: z.string().optional(),
      }),
    )
    .optional()
    .describe(
      'The deployments that a release is made of, where they are several; at most 20',
    ),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional(),
});

const reachBasis = z
  .enum(['declared', 'proven', 'none'])
  .describe(
    '`declared`: the collector, the sender or the configuration says so, and it holds throughout; `proven`: it told at least once, and can from then on; `none`: an absence says nothing',
  );

/** What one source can tell of an entity: every kind of facts, once. @public */
export const sourceReachSchema = z.array(
  z.object({
    kind: z.enum(REACH_KINDS),
    basis: reachBasis,
    since: z
      .string()
      .optional()
      .describe(
        'Of `proven`: from when on; of `declared`: when the sender declared it first',
      ),
  }),
);
/** @public */
export type SourceReachView = z.output<typeof sourceReachSchema>;

/** What a source can tell of all its entities together: every kind of facts, once. @public */
export const sourceReachSummarySchema = z.array(
  z.object({
    kind: z.enum(REACH_KINDS),
    basis: reachBasis.describe('`declared` where it is declared of any entity'),
    declared: z.number().describe('Entities of which it is declared'),
    proven: z
      .number()
      .describe('Entities of which it was told at least once, declared or not'),
    since: z.string().optional().describe('When it was told first, of any'),
  }),
);
/** @public */
export type SourceReachSummary = z.output<typeof sourceReachSummarySchema>;
