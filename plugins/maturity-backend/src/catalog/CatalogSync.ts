// SPDX-License-Identifier: Apache-2.0
import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { readMeta, renewMeta, writeMeta } from '../store/operations/meta';
import { renameEntity } from '../store/operations/renameEntity';
import { CatalogEntity, saveEntities } from '../store/operations/saveEntities';
import { saveGroups } from '../store/operations/saveGroups';
import { withdrawEntities } from '../store/operations/withdrawEntities';
import { DbEntitiesRow, DbTitlesRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { createTimeSlice } from '../store/timeSlice';
import { flattenFacets } from './flattenFacets';
import { closeGroups, readGroups } from './groupClosure';
import { findRenames, planRemoval } from './planSync';
import { reference, refOf } from './readAttributes';
import { toCatalogRow } from './toCatalogRow';

const PAGE_SIZE = 500;
const WRITE_SIZE = 500;

/** What a synchronization changed. @internal */
export interface SyncResult {
  seen: number;
  saved: number;
  renamed: number;
  withdrawn: number;
  /** Entities that are gone from the catalog, but not yet believed to be. */
  doubted: number;
}

type KnownEntity = Pick<
  DbEntitiesRow,
  'entity_ref' | 'hash' | 'identity' | 'state'
>;

/** What the catalog answered. */
interface ReadEntities {
  seen: Map<string, Pick<DbEntitiesRow, 'entity_ref' | 'identity'>>;
  /** New, or not as it is stored. */
  changed: CatalogEntity[];
}

/** @internal */
export interface CatalogSyncOptions {
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  filter: FilterPredicate;
  now: () => Date;
}

/**
 * Keeps the scored entities, groups, systems and domains in step with the catalog. An error of the catalog changes
 * nothing; see `planRemoval` for when entities that are missing count as gone.
 *
 * @internal
 */
export class CatalogSync {
  private readonly options: CatalogSyncOptions;

  constructor(options: CatalogSyncOptions) {
    this.options = options;
  }

  async run(signal?: AbortSignal): Promise<SyncResult> {
    const { auth, knex } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const domainOfSystem = await this.syncSurroundings(credentials);
    const known: KnownEntity[] = await knex<DbEntitiesRow>(
      'maturity_entities',
    ).select('entity_ref', 'hash', 'identity', 'state');
    // Everything is read before anything is written: half a catalog is never acted upon.
    const read = await this.readEntities(
      credentials,
      { domainOfSystem, known },
      signal,
    );
    signal?.throwIfAborted();
    return this.write(read, known);
  }

  private async write(
    { seen, changed }: ReadEntities,
    known: KnownEntity[],
  ): Promise<SyncResult> {
    const { knex, now } = this.options;
    const active = known.filter(row => row.state === 'active');
    const renames = findRenames([...seen.values()], active, known);
    const renamedFrom = new Set(renames.map(({ from }) => from));
    const gone = active
      .map(row => row.entity_ref)
      .filter(ref => !seen.has(ref) && !renamedFrom.has(ref));
    const { withdraw, pending } = planRemoval({
      gone,
      known: active.length,
      seen: seen.size,
      pending: await readMeta(knex, 'pending-removal'),
      now: now(),
    });
    await writeMeta(knex, 'pending-removal', pending);
    if (withdraw.length < gone.length) {
      this.options.logger.warn(
        'The catalog lacks many entities at once; they are kept until later synchronizations confirm it',
        { missing: gone.length, known: active.length },
      );
    }
    const result: SyncResult = {
      seen: seen.size,
      saved: changed.length,
      renamed: renames.length,
      withdrawn: withdraw.length,
      doubted: gone.length - withdraw.length,
    };
    if (changed.length + renames.length + withdraw.length === 0) {
      return result;
    }
    await inTransaction(knex, async tx => {
      for (const rename of renames) {
        await renameEntity(tx, rename);
      }
      for (let at = 0; at < changed.length; at += WRITE_SIZE) {
        await saveEntities(tx, {
          entities: changed.slice(at, at + WRITE_SIZE),
          now: now(),
        });
      }
      await withdrawEntities(tx, { entityRefs: withdraw, now: now() });
      await renewMeta(tx, 'catalog-version');
    });
    return result;
  }

  /** By which templates services may be made, which is what their way of coming about is told by. */
  private async saveTemplates(templates: Entity[]): Promise<void> {
    const { knex } = this.options;
    const value = JSON.stringify(templates.map(refOf).sort());
    if (value !== (await readMeta(knex, 'catalog-templates'))) {
      await inTransaction(knex, async tx => {
        await writeMeta(tx, 'catalog-templates', value);
        await renewMeta(tx, 'catalog-version');
      });
    }
  }

  /** Groups, systems, domains and templates. Answers the domain of each system. */
  private async syncSurroundings(
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const { knex } = this.options;
    const surroundings: Entity[] = [];
    for await (const page of this.pages(credentials, {
      kind: { $in: ['Group', 'System', 'Domain', 'Template'] },
    })) {
      surroundings.push(...page);
    }
    const ofKind = (kind: string) =>
      surroundings.filter(e => e.kind.toLocaleLowerCase('en-US') === kind);
    const groups = readGroups(ofKind('group'));
    const titles: DbTitlesRow[] = [...ofKind('system'), ...ofKind('domain')]
      .map(e => ({ ref: refOf(e), title: e.metadata.title ?? e.metadata.name }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1));
    await this.saveTemplates(ofKind('template'));
    const hash = hashOf({ groups, titles });
    if (hash !== (await readMeta(knex, 'groups-hash'))) {
      await inTransaction(knex, async tx => {
        await saveGroups(tx, { groups, closure: closeGroups(groups), titles });
        await writeMeta(tx, 'groups-hash', hash);
      });
    }
    return new Map(
      ofKind('system').flatMap(system => {
        const domain = reference(
          system.spec?.domain,
          'domain',
          system.metadata.namespace,
        );
        return domain ? [[refOf(system), domain] as const] : [];
      }),
    );
  }

  private async readEntities(
    credentials: BackstageCredentials,
    options: { domainOfSystem: Map<string, string>; known: KnownEntity[] },
    signal?: AbortSignal,
  ): Promise<ReadEntities> {
    const hashes = new Map(
      options.known
        .filter(row => row.state === 'active')
        .map(row => [row.entity_ref, row.hash]),
    );
    const seen: ReadEntities['seen'] = new Map();
    const changed = new Map<string, CatalogEntity>();
    // The catalog filters first; the predicate itself has the last word.
    const passes = filterPredicateToFilterFunction(this.options.filter);
    const pause = createTimeSlice();
    for await (const page of this.pages(
      credentials,
      this.options.filter,
      signal,
    )) {
      for (const entity of page.filter(candidate => passes(candidate))) {
        const row = toCatalogRow(entity, options.domainOfSystem);
        const { entity_ref, identity } = row;
        seen.set(entity_ref, { entity_ref, identity });
        // Most are as they were; of a large catalog only what changed is worth its room.
        if (hashes.get(entity_ref) !== row.hash) {
          changed.set(entity_ref, { row, facets: flattenFacets(entity) });
        }
        await pause();
      }
    }
    return { seen, changed: [...changed.values()] };
  }

  private async *pages(
    credentials: BackstageCredentials,
    query: FilterPredicate,
    signal?: AbortSignal,
  ): AsyncIterable<Entity[]> {
    for await (const page of this.options.catalog.streamEntities(
      { query, pageSize: PAGE_SIZE },
      { credentials },
    )) {
      signal?.throwIfAborted();
      yield page;
    }
  }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
