// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  ReachKind,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import {
  readStatuses,
  removeStatuses,
  saveStatuses,
} from '../store/operations/collect/collectorStatus';
import { markDirty } from '../store/operations/markDirty';
import { DbCollectorStatusRow } from '../store/tables';
import { inTransaction } from '../store/transaction';

type Status = Extract<CollectedItem, { kind: 'status' }>;

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
  readonly #known: Map<string, DbCollectorStatusRow>;
  #changed = new Map<string, DbCollectorStatusRow>();
  #reachChanged = new Set<string>();

  private constructor(
    options: { knex: Knex; collectorId: string; now: () => Date },
    known: DbCollectorStatusRow[],
  ) {
    this.#knex = options.knex;
    this.#collectorId = options.collectorId;
    this.#now = options.now;
    this.#known = new Map(known.map(row => [row.entity_ref, row]));
  }

  static async load(options: {
    knex: Knex;
    collectorId: string;
    now: () => Date;
    /** Absent: all that the collector reads. */
    entityRefs?: string[];
  }): Promise<StatusBook> {
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
    const row: DbCollectorStatusRow = {
      collector_id: this.#collectorId,
      entity_ref: status.entityRef,
      state: status.state,
      message: status.message ?? null,
      retry_at_ms: status.retryAt ? Date.parse(status.retryAt) : null,
      reach,
      updated_ms: this.#now().getTime(),
    };
    if (
      before &&
      before.state === row.state &&
      before.message === row.message &&
      before.retry_at_ms === row.retry_at_ms &&
      before.reach === row.reach
    ) {
      return;
    }
    this.#changed.set(status.entityRef, row);
    if ((before?.reach ?? '[]') !== row.reach) {
      this.#reachChanged.add(status.entityRef);
    }
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

function printReach(reach: ReachKind[]): string {
  return JSON.stringify([...new Set(reach)].sort());
}
