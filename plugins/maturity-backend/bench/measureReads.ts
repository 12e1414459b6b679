// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { BackendProcess } from './BackendProcess';
import { createRandom } from './generate';
import { untilDone } from './measureEvaluation';
import { summarize, Times } from './statistics';
import { underLoad } from './underLoad';

const API = '/api/maturity/v1';
const CONNECTIONS = [1, 16];
/** Different rows and scorecards that are asked for in turn. */
const VARIETY = 200;
const CHANGES = 10;
/** Longer than an answer is kept although data moved on. */
const SETTLE_MS = 1_500;

export interface ReadFigures {
  connections: number;
  floor: Times;
  scorecard: Times;
  list: Times;
  rollup: Times;
}

export interface ReadSizes {
  scorecardBytes: number;
  listBytes: number;
  rollupBytes: number;
}

/** Reads at one and at many connections, beside the floor of the same run. */
export async function measureReads(
  backend: BackendProcess,
  options: { entities: number; seconds: number },
): Promise<ReadFigures[]> {
  const { entities, seconds } = options;
  const random = createRandom(7);
  const services = Array.from({ length: VARIETY }, () =>
    Math.floor(random() * entities),
  );
  const figures: ReadFigures[] = [];
  for (const connections of CONNECTIONS) {
    const times = await underLoad(backend, {
      connections,
      seconds,
      series: {
        floor: services.map(n => `/api/floor/rows/row-${n % 10_000}`),
        scorecard: services.map(n => scorecardPath(n)),
        list: [`${API}/scorecards?limit=50&sort=score&order=asc`],
        rollup: [`${API}/rollups`],
      },
    });
    figures.push({
      connections,
      ...(times as Omit<ReadFigures, 'connections'>),
    });
  }
  return figures;
}

export async function measureSizes(
  backend: BackendProcess,
): Promise<ReadSizes> {
  const size = async (path: string) =>
    Buffer.byteLength(JSON.stringify(await backend.call('GET', path)));
  return {
    scorecardBytes: await size(scorecardPath(0)),
    listBytes: await size(`${API}/scorecards?limit=50`),
    rollupBytes: await size(`${API}/rollups`),
  };
}

/** The rollup right after scores changed, when nothing kept from before may be answered. */
export async function measureFreshRollup(
  backend: BackendProcess,
): Promise<Times> {
  const taken: number[] = [];
  for (let n = 0; n < CHANGES; n += 1) {
    const run = await backend.call('POST', `${API}/evaluations`, {
      entityRefs: [`component:default/service-${n}`],
    });
    await untilDone(backend, run.id);
    await wait(SETTLE_MS);
    const start = performance.now();
    await backend.call('GET', `${API}/rollups`);
    taken.push(performance.now() - start);
  }
  return summarize(taken, taken.reduce((sum, ms) => sum + ms, 0) / 1000);
}

function scorecardPath(service: number): string {
  return `${API}/scorecards/component/default/service-${service}`;
}
