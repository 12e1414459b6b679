// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { readMeta, writeMeta } from '../store/operations/meta';
import { mondayOf } from './thinHistory';

/** Up to which Monday history is thinned to weeks; undefined where none is yet. @internal */
export async function readThinnedTo(knex: Knex): Promise<string | undefined> {
  return readMeta(knex, 'history-thinned-to');
}

/** @internal */
export async function writeThinnedTo(knex: Knex, day: string): Promise<void> {
  await writeMeta(knex, 'history-thinned-to', day);
}

/** A replay writes days into weeks that may be thinned already: those are thinned again. @internal */
export async function noteReplayed(knex: Knex, from: string): Promise<void> {
  const monday = mondayOf(new Date(from).toISOString().slice(0, 10));
  const thinned = await readThinnedTo(knex);
  if (thinned !== undefined && monday < thinned) {
    await writeThinnedTo(knex, monday);
  }
}
