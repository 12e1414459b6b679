// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { EventParams } from '@backstage/plugin-events-node';
import {
  DeliveryRecord,
  Deployment,
  PutTemplateBody,
  ReachKind,
  Recognition,
  RecordType,
  Template,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** What a collector says of one catalog entity. @public */
export type CollectorMatch =
  | {
      status: 'match';
      /**
       * What is read, for example `github.com/acme/shop`; entities of one target are read together. Before the first
       * slash stands what goes down as one: the host. A target without a slash belongs to the only one.
       */
      target: string;
      /** What is taken for a deployment of it, as a noun phrase: `runs of the jobs 'deploy*'`. Shown in the portal. */
      recognizes?: string;
      /** True where most entities never have anything of this source, so that silence needs no word. */
      isOptional?: boolean;
    }
  | {
      status: 'incomplete';
      /** A sentence that says precisely what to add, and where. */
      message: string;
      /** True where nothing of the entity points at this source: said only of entities that no other collector reads. */
      isUnclaimed?: boolean;
    }
  | { status: 'none' };

/** An entity that a collector is asked to read. @public */
export interface CollectorEntity {
  entityRef: string;
  entity: Entity;
  target: string;
}

/** Remaining rate budget of one host. @public */
export interface RateBudget {
  host: string;
  remaining: number;
  limit: number;
  /** The share of the budget that this collector may use, 0..1. */
  share: number;
  resetAt?: string;
}

/**
 * How reading a target went. The portal tells by it who can do something: nobody while it is `stale` (down, or out of
 * budget), the owner of the entity where it is `not-found` or `renamed`, the administrators of the repository where the
 * provider has `disabled` it, who runs the portal where there is `no-permission` or any other `error`.
 *
 * @public
 */
export type CollectedState =
  | 'ok'
  | 'stale'
  | 'error'
  | 'not-found'
  | 'renamed'
  | 'disabled'
  | 'archived'
  | 'no-permission'
  | 'empty';

/** One thing that a collector found. Everything is idempotent: saying it twice changes nothing. @public */
export type CollectedItem =
  /** A delivery fact of an entity. */
  | { kind: 'record'; entityRef: string; item: DeliveryRecord }
  /** All pipeline definitions of an entity from this collector: those not listed are gone. */
  | {
      kind: 'pipelines';
      entityRef: string;
      pipelines: Extract<DeliveryRecord, { type: 'pipeline' }>['record'][];
      observedAt: string;
      /** Whose definitions these are; others of the entity stay. Needed where the list may be empty. */
      source?: string;
    }
  /**
   * Said when a target was read for the first time under a rule: of the deployments that were stored of these entities
   * under another one, those that count no more are forgotten, and so is what was remembered under keys out of force.
   */
  | {
      kind: 'recognized';
      entityRefs: string[];
      /** Whose records; those of other sources stay. */
      source: string;
      counts(deployment: Deployment): boolean;
      keys: {
        /** Watermarks with this key, or with one that begins with it and `#`. */
        of: string;
        /** Those in force. */
        keep: string[];
      };
    }
  /** A golden path's versions, read from its repository. */
  | { kind: 'template'; id: string; template: PutTemplateBody }
  /** How reading a target went; the last word per entity is kept and shown. */
  | {
      kind: 'status';
      entityRef: string;
      /** Of several that hold, the one that keeps most from being read. */
      state: CollectedState;
      /** In the provider's own words, or precisely what to add. */
      message?: string;
      retryAt?: string;
      /** Which kinds of facts were read completely, so that finding none means that there are none. */
      reach?: ReachKind[];
    }
  /** Everything of this target up to here is safely handed over; stored with the records before it in one transaction. */
  | { kind: 'watermark'; key: string; value: string }
  | { kind: 'budget'; budget: RateBudget }
  | { kind: 'backfill'; done: number; total: number };

/** A golden path as far as a collector needs it: to recognize its calls and to read its versions. @public */
export type DeclaredTemplate = Pick<
  Template,
  'id' | 'title' | 'provider' | 'repository' | 'paths' | 'stages' | 'safety'
>;

/** @public */
export interface CollectContext {
  logger: LoggerService;
  signal: AbortSignal;
  now: () => Date;
  /** Stored with `watermark` items; survives restarts. */
  readWatermark(key: string): Promise<string | undefined>;
  /** The golden paths in force, declared in configuration or through the API. */
  listTemplates(): Promise<DeclaredTemplate[]>;
  /** What `maturity.recognition` adds to the table of actions, commands and names that stages are told by. */
  recognition?: Partial<Recognition>;
}

/**
 * Reads delivery records from one kind of provider. A new provider is a module that registers one of these.
 *
 * @remarks
 * A host that is down makes its entities *stale*, never bad: yield a `status` item and go on with the next target.
 *
 * @public
 */
export interface DeliveryCollector {
  /** Kebab-case, for example `github`. */
  id: string;
  title: string;
  provides: RecordType[];
  match(entity: Entity): CollectorMatch;
  /**
   * Reads the given entities, from their watermarks on.
   *
   * @param since - how far back a first read goes
   */
  collect(
    entities: CollectorEntity[],
    since: Date,
    context: CollectContext,
  ): AsyncIterable<CollectedItem>;
  /** Event topics that it listens to, and what an event means. */
  events?: {
    topics: string[];
    /** Targets and items of one event. Items are stored at once; `refresh` targets are read again soon. */
    digest(
      event: EventParams,
      entitiesOf: (target: string) => CollectorEntity[],
      context: CollectContext,
    ): Promise<{ items: CollectedItem[]; refresh: string[] }>;
  };
}
