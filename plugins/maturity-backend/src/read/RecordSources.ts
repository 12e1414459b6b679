// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import {
  readRecordSources,
  RecordSourceRow,
} from '../store/operations/read/readRecordSources';

/** Entities that are remembered; those read longest ago make room. */
const MAX_ENTITIES = 2000;

interface Known {
  evaluatedAt: number | null;
  rows: RecordSourceRow[];
}

/**
 * Which sources delivered records of an entity. They are summed up from all its records, so the answer is kept until
 * the entity is evaluated again, which every new record leads to within a second.
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
  }): Promise<RecordSourceRow[]> {
    const { entity_ref: entityRef, evaluated_at_ms: evaluatedAt } = entity;
    const known = this.#known.get(entityRef);
    this.#known.delete(entityRef);
    if (known && known.evaluatedAt === evaluatedAt && entity.pending === null) {
      this.#known.set(entityRef, known);
      return known.rows;
    }
    const rows = await readRecordSources({ knex: this.knex, entityRef });
    if (entity.pending === null) {
      this.#known.set(entityRef, { evaluatedAt, rows });
    }
    if (this.#known.size > MAX_ENTITIES) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    return rows;
  }
}
