// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Knex } from 'knex';
import { createStore } from '../store/createStore';
import { connect } from '../__testUtils__/crashWorkload';

jest.setTimeout(600_000);

/** Leases are two minutes; each life begins later. */
const LIFE_MS = 5 * 60_000;
const START = Date.parse('2026-11-22T12:00:00Z');
const KILLS = 10;

/** Runs the backend once; kills it after so many steps. Answers how it ended. */
async function live(options: {
  database: string;
  now: number;
  killAfter?: number;
}): Promise<{ finished: boolean; steps: number }> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '..', '__testUtils__', 'crashChild.ts'),
    ],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CRASH_DATABASE: options.database,
        CRASH_NOW: String(options.now),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  let steps = 0;
  child.stderr.on('data', data => {
    errors += data;
  });
  child.stdout.on('data', data => {
    output += data;
    steps = output.split('step\n').length - 1;
    if (options.killAfter !== undefined && steps >= options.killAfter) {
      child.kill('SIGKILL');
    }
  });
  const [code, signal] = await new Promise<[number | null, string | null]>(
    resolve => {
      child.on('exit', (...end) => resolve(end));
    },
  );
  if (signal !== 'SIGKILL' && code !== 0) {
    throw new Error(`The child failed: ${errors}`);
  }
  return { finished: output.includes('finished'), steps };
}

/** Everything that must not depend on what happened on the way. */
async function endState(knex: Knex) {
  const parse = (rows: { data: string }[]) =>
    rows.map(row => JSON.parse(row.data));
  const scorecards = parse(
    await knex('maturity_scorecards').orderBy('entity_ref'),
  );
  return {
    records: await knex('maturity_records').orderBy([
      'entity_ref',
      'type',
      'source',
      'id',
    ]),
    events: await knex('maturity_events')
      .orderBy(['source', 'id'])
      .select('source', 'id'),
    sources: await knex('maturity_ingest_sources')
      .orderBy('source')
      .select('source', 'records', 'newest_ms'),
    scorecards,
    checks: await knex('maturity_check_results').orderBy([
      'entity_ref',
      'check_id',
    ]),
    unfinished: await knex('maturity_tasks')
      .whereNotIn('state', ['resolved', 'withdrawn'])
      .orderBy(['entity_ref', 'check_id'])
      .select('entity_ref', 'check_id', 'state'),
    queue: await knex('maturity_evaluation_queue').select('entity_ref'),
  };
}

describe('a process that is killed', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maturity-crash-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A database that another process can open, too. */
  async function open(id: string, name: string) {
    if (id === 'SQLITE_3') {
      const database = join(folder, `${name}.sqlite`);
      return { database, knex: await connect(database) };
    }
    const knex = await databases.init('POSTGRES_18');
    const { connection } = knex.client.config;
    const database =
      typeof connection === 'string'
        ? connection
        : `postgresql://${connection.user}:${connection.password}@${connection.host}:${connection.port}/${connection.database}`;
    return { database, knex };
  }

  it.each(databases.eachSupportedId())(
    'ends in the same state as one that is not, %p',
    async id => {
      const calm = await open(id, 'calm');
      await createStore(mockServices.database({ knex: calm.knex }));
      const end = START + (KILLS + 2) * LIFE_MS;
      const undisturbed = await live({ database: calm.database, now: end });
      expect(undisturbed.finished).toBe(true);

      const stormy = await open(id, 'stormy');
      await createStore(mockServices.database({ knex: stormy.knex }));
      // Spread over the whole way, never at the same place.
      let seed = 20261122;
      for (let kill = 0; kill < KILLS; kill += 1) {
        seed = (seed * 1103515245 + 12345) % 2 ** 31;
        await live({
          database: stormy.database,
          now: START + kill * LIFE_MS,
          killAfter: 1 + (seed % Math.max(2, undisturbed.steps - 2)),
        });
      }
      const last = await live({ database: stormy.database, now: end });
      expect(last.finished).toBe(true);

      const expected = await endState(calm.knex);
      const actual = await endState(stormy.knex);
      expect(expected.records.length).toBeGreaterThan(100);
      expect(expected.scorecards).toHaveLength(8);
      expect(actual).toEqual(expected);
      if (id === 'SQLITE_3') {
        await calm.knex.destroy();
        await stormy.knex.destroy();
      }
    },
  );
});
