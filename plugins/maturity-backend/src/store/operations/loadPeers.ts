// SPDX-License-Identifier: Apache-2.0
import {
  PeerProvisioning,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { performance } from 'node:perf_hooks';
import { DbEntitiesRow, DbMetaRow, DbRecordsRow } from '../tables';
import { createTimeSlice } from '../timeSlice';
import { MetaKey } from './meta';

type PeerRow = Pick<DbEntitiesRow, 'entity_ref' | 'system_ref' | 'owner_ref'> &
  Pick<DbRecordsRow, 'data'> & { deployed_ms: number | string | null };

type Lists = Map<string, Provisioning[]>;

/** Everybody's requests while the versions were these, each list one object for all that share it. */
interface Known {
  version: string;
  /** Milliseconds of the process's own clock. */
  readAt: number;
  everybody: Provisioning[];
  templates: Lists;
  systems: Lists;
  owners: Lists;
  /** The template by which each entity was asked for. */
  templateOf: Map<string, string>;
  /** Templates in the catalog. */
  available: Set<string>;
}

const VERSIONS: MetaKey[] = ['catalog-version', 'provisionings-version'];

/** First deployments do not change the versions: this long they may be missing among the requests of others. */
const KEEP_MS = 300_000;

const SOURCE_TEMPLATE = 'backstage.io/source-template';

/**
 * Per database. The entities of one system are spread over many batches of an evaluation of everything; read anew for
 * each of them, the time would grow with the square of the number of entities.
 */
const knownByDatabase = new WeakMap<object, Promise<Known>>();

/**
 * The requests on each entity's ways of coming about: its template's, its owner's, its system's, everybody's. They are
 * done at the first success in any environment.
 *
 * @internal
 */
export async function loadPeers(
  knex: Knex,
): Promise<(row: DbEntitiesRow) => PeerProvisioning[]> {
  const known = await currentlyKnown(knex);
  return row => {
    const template = templateOf(row, known);
    const peers = (
      relation: PeerProvisioning['relation'],
      ref: string | null | undefined,
      lists: Lists,
    ): PeerProvisioning[] => {
      const provisionings = ref ? lists.get(ref) : undefined;
      return ref && provisionings ? [{ ref, relation, provisionings }] : [];
    };
    return [
      ...peers('template', template, known.templates),
      ...peers('owner', row.owner_ref, known.owners),
      ...peers('system', row.system_ref, known.systems),
      {
        ref: 'everybody',
        relation: 'everybody',
        provisionings: known.everybody,
      },
    ];
  };
}

/** By which template an entity like this one would be made today, where that is still possible. */
function templateOf(row: DbEntitiesRow, known: Known): string | undefined {
  const template =
    known.templateOf.get(row.entity_ref) ?? sourceTemplateOf(row.entity);
  return template && known.available.has(template) ? template : undefined;
}

function sourceTemplateOf(entity: string): string | undefined {
  // Most entities have none, and they are large.
  if (!entity.includes(SOURCE_TEMPLATE)) {
    return undefined;
  }
  const template = JSON.parse(entity).metadata?.annotations?.[SOURCE_TEMPLATE];
  return typeof template === 'string' ? normalize(template) : undefined;
}

function normalize(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

/** Forgets everything once a provisioning or the catalog changed, whichever process changed it. */
async function currentlyKnown(knex: Knex): Promise<Known> {
  const versions = await knex<DbMetaRow>('maturity_meta')
    .whereIn('key', VERSIONS)
    .orderBy('key')
    .select('value');
  const version = versions.map(row => row.value).join(' ');
  const known = await knownByDatabase.get(knex)?.catch(() => undefined);
  const isFresh = known && performance.now() - known.readAt < KEEP_MS;
  if (isFresh && known.version === version) {
    return known;
  }
  const reading = readEverything(knex, version);
  knownByDatabase.set(knex, reading);
  return reading;
}

async function readEverything(knex: Knex, version: string): Promise<Known> {
  const templates = await knex<DbMetaRow>('maturity_meta')
    .where({ key: 'catalog-templates' satisfies MetaKey })
    .first();
  const rows: PeerRow[] = await knex('maturity_records as r')
    .join('maturity_entities as e', 'e.entity_ref', 'r.entity_ref')
    .where('r.type', 'provisioning')
    .andWhere('e.state', 'active')
    .orderBy(['r.entity_ref', 'r.source', 'r.id'])
    .select(
      'r.entity_ref',
      'e.system_ref',
      'e.owner_ref',
      'r.data',
      knex.raw(
        `(select d.at_ms from maturity_records d
          where d.entity_ref = r.entity_ref and d.type = 'deployment' and d.at_ms >= r.at_ms
            and d.data like '%"outcome":"succeeded"%'
          order by d.at_ms limit 1) as deployed_ms`,
      ),
    );
  const known: Known = {
    version,
    readAt: performance.now(),
    everybody: [],
    templates: new Map(),
    systems: new Map(),
    owners: new Map(),
    templateOf: new Map(),
    available: new Set(templates ? JSON.parse(templates.value) : []),
  };
  const pause = createTimeSlice();
  for (const row of rows) {
    const provisioning = toProvisioning(row);
    known.everybody.push(provisioning);
    addTo(known.systems, row.system_ref, provisioning);
    addTo(known.owners, row.owner_ref, provisioning);
    if (provisioning.template && provisioning.subject === 'service') {
      const template = normalize(provisioning.template.id);
      addTo(known.templates, template, provisioning);
      known.templateOf.set(row.entity_ref, template);
    }
    await pause();
  }
  return known;
}

function toProvisioning(row: PeerRow): Provisioning {
  const provisioning: Provisioning = JSON.parse(row.data);
  const deployed =
    row.deployed_ms === null || provisioning.subject !== 'service'
      ? undefined
      : new Date(Number(row.deployed_ms)).toISOString();
  const first = [provisioning.firstDeploymentAt, deployed]
    .flatMap(at => at ?? [])
    .sort()[0];
  return {
    ...provisioning,
    entityRef: row.entity_ref,
    ...(first && { firstDeploymentAt: first }),
  };
}

function addTo(
  lists: Lists,
  ref: string | null,
  provisioning: Provisioning,
): void {
  if (ref === null) return;
  const list = lists.get(ref);
  if (list) list.push(provisioning);
  else lists.set(ref, [provisioning]);
}
