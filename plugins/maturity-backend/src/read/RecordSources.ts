// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { StoredReach } from '../store/composeReach';
import { loadReach } from '../store/operations/loadReach';
import {
  readRecordSources,
  RecordSourceRow,
} from '../store/operations/read/readRecordSources';

/** Entities that are remembered; those read longest ago make room. */
const MAX_ENTITIES = 2000;

/** What is known of who delivered records of an entity. @internal */
export interface Delivered {
  rows: RecordSourceRow[];
  /** What these sources declare, and what they have proven. */
  reach: Pick<StoredReach, 'declared' | 'proven'>;
}

interface Known extends Delivered {
  evaluatedAt: number | null;
}

/**
 * Which sources delivered records of an entity, and what they can tell. They are summed up from all its records, so the
 * answer is kept until the entity is evaluated again, which every new record and proof leads to within a second.
 *
 * @internal
 */
export class RecordSources {
  readonly #known = new Map<string, Known>();

  constructor(private readonly knex: Knex) {}

  async of(entity: {
    entity_ref: string;
    evaluated_at_ms: number | null;
    pending: string | null;
  }): Promise<Delivered> {
    const { entity_ref: entityRef, evaluated_at_ms: evaluatedAt } = entity;
    const known = this.#known.get(entityRef);
    this.#known.delete(entityRef);
    if (known && known.evaluatedAt === evaluatedAt && entity.pending === null) {
      this.#known.set(entityRef, known);
      return known;
    }
    const { knex } = this;
    const [rows, stored] = await Promise.all([
      readRecordSources({ knex, entityRef }),
      loadReach(knex, [entityRef]),
    ]);
    const delivered = { rows, reach: stored.get(entityRef)! };
    if (entity.pending === null) {
      this.#known.set(entityRef, { ...delivered, evaluatedAt });
    }
    if (this.#known.size > MAX_ENTITIES) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    return delivered;
  }
}
