// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  ReachKind,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  INVENTORIES,
  STALE_AFTER,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  readStatuses,
  removeStatuses,
  saveStatuses,
} from '../store/operations/collect/collectorStatus';
import { markDirty } from '../store/operations/markDirty';
import { DbCollectorStatusRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { parseUnreadSince, UnreadSince } from '../store/inventoryUnreadSince';
import { unreadSince } from './unreadSince';

type Status = Extract<CollectedItem, { kind: 'status' }>;

/** @internal */
export interface StatusBookOptions {
  knex: Knex;
  collectorId: string;
  now: () => Date;
  /** Where entities are read; of others it is known from before. */
  hosts?: ReadonlyMap<string, string>;
}

/**
 * The last word of one collector about each entity. Only what changed is written: most of what is said run after run
 * is that all is well.
 *
 * @internal
 */
export class StatusBook {
  readonly #knex: Knex;
  readonly #collectorId: string;
  readonly #now: () => Date;
  readonly #hosts: ReadonlyMap<string, string>;
  readonly #heard = new Map<string, { answers: number; outages: number }>();
  readonly #known: Map<string, DbCollectorStatusRow>;
  #changed = new Map<string, DbCollectorStatusRow>();
  #reachChanged = new Set<string>();

  private constructor(
    options: StatusBookOptions,
    known: DbCollectorStatusRow[],
  ) {
    this.#knex = options.knex;
    this.#collectorId = options.collectorId;
    this.#now = options.now;
    this.#hosts = options.hosts ?? new Map();
    this.#known = new Map(known.map(row => [row.entity_ref, row]));
  }

  static async load(
    options: StatusBookOptions & {
      /** Absent: all that the collector reads. */
      entityRefs?: string[];
    },
  ): Promise<StatusBook> {
    return new StatusBook(options, await readStatuses(options.knex, options));
  }

  get hasNews(): boolean {
    return this.#changed.size > 0;
  }

  say(status: Status) {
    const before =
      this.#changed.get(status.entityRef) ?? this.#known.get(status.entityRef);
    // An outage says nothing of what was reached before it.
    const reach = status.reach
      ? printReach(status.reach)
      : before?.reach ?? '[]';
    const host = this.#hosts.get(status.entityRef) ?? before?.host ?? null;
    this.#hear(host, status);
    const nowMs = this.#now().getTime();
    const unread = before ? unreadSince(status, before, nowMs) : {};
    const unreadJson =
      Object.keys(unread).length > 0 ? JSON.stringify(unread) : null;
    const row: DbCollectorStatusRow = {
      collector_id: this.#collectorId,
      entity_ref: status.entityRef,
      host,
      state: status.state,
      message: status.message ?? null,
      retry_at_ms: status.retryAt ? Date.parse(status.retryAt) : null,
      reach,
      unread_since: unreadJson,
      updated_ms: nowMs,
    };
    if (
      before &&
      before.host === row.host &&
      before.state === row.state &&
      before.message === row.message &&
      before.retry_at_ms === row.retry_at_ms &&
      before.reach === row.reach &&
      before.unread_since === row.unread_since
    ) {
      return;
    }
    this.#changed.set(status.entityRef, row);
    if (
      (before?.reach ?? '[]') !== row.reach ||
      (before && wasStale(before, unread, nowMs))
    ) {
      this.#reachChanged.add(status.entityRef);
    }
  }

  /** Whether a host answered, were it that something is gone. Where nothing was asked of it, nothing is wrong. */
  isHeardFrom(host: string): boolean {
    const heard = this.#heard.get(host);
    return !heard || heard.outages === 0 || heard.answers > 0;
  }

  #hear(host: string | null, status: Status) {
    if (host === null) {
      return;
    }
    const heard = this.#heard.get(host) ?? { answers: 0, outages: 0 };
    heard[isOutage(status) ? 'outages' : 'answers'] += 1;
    this.#heard.set(host, heard);
  }

  /** Writes what changed. What was reached decides between nothing there and nothing known, so it is scored anew. */
  async save(tx: Knex): Promise<void> {
    if (!this.hasNews) {
      return;
    }
    await saveStatuses(tx, [...this.#changed.values()]);
    await markDirty(tx, {
      entityRefs: this.#reachChanged,
      reason: 'reach',
      now: this.#now(),
    });
  }

  /** What was written is known from now on. */
  settle() {
    this.#changed.forEach((row, ref) => this.#known.set(ref, row));
    this.#changed = new Map();
    this.#reachChanged = new Set();
  }

  /** Forgets entities that are not read any more. */
  async keepOnly(entityRefs: ReadonlySet<string>): Promise<void> {
    const gone = [...this.#known.keys()].filter(ref => !entityRefs.has(ref));
    if (gone.length === 0) {
      return;
    }
    await inTransaction(this.#knex, async tx => {
      await removeStatuses(tx, {
        collectorId: this.#collectorId,
        entityRefs: gone,
      });
      await markDirty(tx, {
        entityRefs: gone,
        reason: 'reach',
        now: this.#now(),
      });
    });
    gone.forEach(ref => this.#known.delete(ref));
  }
}

/** Whether an inventory that was stale is read again. */
function wasStale(
  before: DbCollectorStatusRow,
  unread: UnreadSince,
  nowMs: number,
): boolean {
  const known = parseUnreadSince(before.unread_since);
  return INVENTORIES.some(
    kind =>
      unread[kind] === undefined &&
      known[kind] !== undefined &&
      known[kind] + STALE_AFTER <= nowMs,
  );
}

function printReach(reach: ReachKind[]): string {
  return JSON.stringify([...new Set(reach)].sort());
}

/** Where a part is refused, the rest was read, and says what it reached. */
function isOutage({ state, reach }: Status): boolean {
  return (
    state === 'stale' ||
    state === 'error' ||
    (state === 'no-permission' && !reach?.length)
  );
}
