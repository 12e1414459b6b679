// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  entitySources,
  EntitySources,
  MatchIndex,
  ProviderHosts,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { createTimeSlice } from '../store/timeSlice';
import { readMeta } from '../store/operations/meta';
import { DbEntitiesRow } from '../store/tables';

/** What is known of scored entities when records come in. @internal */
export interface EntityLookup {
  version: string;
  index: MatchIndex;
  sources: ReadonlyMap<string, EntitySources>;
}

const NOTHING_SYNCED = 'none';

/**
 * The scored entities by what they ship from, remembered by each process and read again when a synchronization
 * anywhere changed them.
 *
 * @internal
 */
export class EntityDirectory {
  private readonly knex: Knex;
  private readonly hosts: ProviderHosts;
  private lookup?: EntityLookup;
  private loading?: Promise<EntityLookup>;

  constructor(knex: Knex, hosts: ProviderHosts) {
    this.knex = knex;
    this.hosts = hosts;
  }

  async get(): Promise<EntityLookup> {
    const version =
      (await readMeta(this.knex, 'catalog-version')) ?? NOTHING_SYNCED;
    if (this.lookup?.version === version) {
      return this.lookup;
    }
    // Concurrent callers share one load.
    this.loading ??= this.load(version).finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async load(version: string): Promise<EntityLookup> {
    const rows = await this.knex<DbEntitiesRow>('maturity_entities')
      .where({ state: 'active' })
      .select('entity_ref', 'entity');
    const sources = new Map<string, EntitySources>();
    const pause = createTimeSlice();
    for (const row of rows) {
      sources.set(
        row.entity_ref,
        entitySources(JSON.parse(row.entity) as Entity, this.hosts),
      );
      await pause();
    }
    const index = new MatchIndex(
      [...sources].map(([entityRef, entry]) => ({ entityRef, sources: entry })),
    );
    this.lookup = { version, index, sources };
    return this.lookup;
  }
}
