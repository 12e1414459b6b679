// SPDX-License-Identifier: Apache-2.0
import { Scorecard } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { DbScorecardsRow, DbTasksRow } from '../store/tables';

export const SHOP = 'component:default/shop';

export async function scorecardOf(knex: Knex, ref = SHOP): Promise<Scorecard> {
  const row = await knex<DbScorecardsRow>('maturity_scorecards')
    .where({ entity_ref: ref })
    .first();
  return JSON.parse(row!.data);
}

export async function checkOf(knex: Knex, checkId: string) {
  return (await scorecardOf(knex)).dimensions
    .flatMap(dimension => dimension.checks)
    .find(check => check.checkId === checkId)!;
}

export function tasksOf(knex: Knex, ref = SHOP) {
  return knex<DbTasksRow>('maturity_tasks')
    .where({ entity_ref: ref })
    .orderBy('check_id');
}
