// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  CollectorEntity,
  DeliveryCollector,
  groupBy,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { createTimeSlice } from '../store/timeSlice';
import { loadCollectable } from '../store/operations/collect/loadCollectable';
import { readMeta } from '../store/operations/meta';
import { matchAmong } from './matchAmong';
import { RecognitionSummary } from './runState';

/** Entities that are named for one way of recognizing deployments. */
const MAX_NAMED = 20;

/** The scored entities as one collector sees them. @internal */
export interface MatchedEntities {
  entities: CollectorEntity[];
  byTarget: ReadonlyMap<string, CollectorEntity[]>;
  /** Entities that lack something, with the sentence that says what. */
  incomplete: { entityRef: string; message: string }[];
  /** The most common way of recognizing deployments first. */
  recognition: RecognitionSummary[];
}

/** Which entities a collector reads, remembered until the catalog changes. @internal */
export class CollectableEntities {
  readonly #knex: Knex;
  readonly #collectors: readonly DeliveryCollector[];
  readonly #matched = new Map<
    string,
    { version: string; matched: Promise<MatchedEntities> }
  >();

  constructor(knex: Knex, collectors: readonly DeliveryCollector[]) {
    this.#knex = knex;
    this.#collectors = collectors;
  }

  async of(collector: DeliveryCollector): Promise<MatchedEntities> {
    const version = (await readMeta(this.#knex, 'catalog-version')) ?? 'none';
    const known = this.#matched.get(collector.id);
    if (known?.version === version) {
      return known.matched;
    }
    const matched = this.#match(collector);
    this.#matched.set(collector.id, { version, matched });
    matched.catch(() => this.#matched.delete(collector.id));
    return matched;
  }

  async #match(collector: DeliveryCollector): Promise<MatchedEntities> {
    const entities: CollectorEntity[] = [];
    const incomplete: MatchedEntities['incomplete'] = [];
    const recognition = new Map<string, RecognitionSummary>();
    const pause = createTimeSlice();
    for (const row of await loadCollectable(this.#knex)) {
      const entity = JSON.parse(row.entity) as Entity;
      const match = matchAmong(collector, this.#collectors, entity);
      const entityRef = row.entity_ref;
      if (match.status === 'match') {
        entities.push({ entityRef, entity, target: match.target });
        if (match.recognizes) {
          count(recognition, match.recognizes, entityRef);
        }
      } else if (match.status === 'incomplete') {
        incomplete.push({ entityRef, message: match.message });
      }
      await pause();
    }
    return {
      entities,
      byTarget: groupBy(entities, ({ target }) => target),
      incomplete,
      recognition: [...recognition.values()].sort(
        (a, b) => b.entities - a.entities,
      ),
    };
  }
}

function count(
  summaries: Map<string, RecognitionSummary>,
  recognizes: string,
  entityRef: string,
) {
  const summary = summaries.get(recognizes) ?? {
    recognizes,
    entities: 0,
    entityRefs: [],
  };
  summary.entities += 1;
  if (summary.entityRefs.length < MAX_NAMED) {
    summary.entityRefs.push(entityRef);
  }
  summaries.set(recognizes, summary);
}
