// SPDX-License-Identifier: Apache-2.0
import {
  Template,
  TemplateRegistry,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { markAllDirty } from '../store/operations/markAllDirty';
import { readMeta, renewMeta } from '../store/operations/meta';
import { DbTemplatesRow } from '../store/tables';
import { inTransaction } from '../store/transaction';

/**
 * The golden paths in force: those of the configuration, completed by the versions that were sent or collected for
 * them, and those that were only sent.
 *
 * @internal
 */
export class TemplateRegistryStore {
  private readonly options: {
    knex: Knex;
    configured: Template[];
    now: () => Date;
  };
  private known?: { version: string; registry: TemplateRegistry };

  constructor(options: {
    knex: Knex;
    configured: Template[];
    now: () => Date;
  }) {
    this.options = options;
  }

  async get(): Promise<TemplateRegistry> {
    const { knex, configured } = this.options;
    const version = (await readMeta(knex, 'templates-version')) ?? 'none';
    if (this.known?.version !== version) {
      const rows = await knex<DbTemplatesRow>('maturity_templates').select();
      const stored = rows.map(row => JSON.parse(row.data) as Template);
      this.known = { version, registry: combine(configured, stored) };
    }
    return this.known.registry;
  }

  /** Stores a golden path. Every entity may refer to it, so every entity is evaluated again when it changed. */
  async put(template: Template, origin: 'api' | 'collector'): Promise<void> {
    const { knex, now } = this.options;
    const data = JSON.stringify(template);
    await inTransaction(knex, async tx => {
      const known = await tx<DbTemplatesRow>('maturity_templates')
        .where({ id: template.id })
        .first();
      if (known?.data === data) {
        return;
      }
      await tx<DbTemplatesRow>('maturity_templates')
        .insert({
          id: template.id,
          origin,
          data,
          updated_ms: now().getTime(),
        })
        .onConflict('id')
        .merge();
      await renewMeta(tx, 'templates-version');
      await markAllDirty(tx, { reason: 'templates', now: now() });
    });
  }
}

/** What an operator declared stands; versions and files that the declaration does not give come from what was sent. */
function combine(configured: Template[], stored: Template[]): TemplateRegistry {
  const byId = new Map(stored.map(template => [template.id, template]));
  for (const declared of configured) {
    const sent = byId.get(declared.id);
    byId.set(declared.id, {
      ...sent,
      ...declared,
      versions: declared.versions.length
        ? declared.versions
        : sent?.versions ?? [],
      snapshots: declared.snapshots.length
        ? declared.snapshots
        : sent?.snapshots ?? [],
    });
  }
  const templates = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { templates };
}
